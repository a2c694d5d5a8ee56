# SPDX-License-Identifier: Apache-2.0
# PORTICO_SANITIZE=address,undefined or =thread builds everything, including plugins, with these sanitizers.
if(PORTICO_SANITIZE)
  add_compile_options(-fsanitize=${PORTICO_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${PORTICO_SANITIZE})
endif()
