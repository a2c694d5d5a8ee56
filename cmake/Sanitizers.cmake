# SPDX-License-Identifier: Apache-2.0
# PORTICO_SANITIZE=address,undefined or =thread builds everything, plugins too, with these sanitizers. Everything then
# takes ten times as long; code that waits for some of it knows that by PORTICO_IS_SANITIZED.
if(PORTICO_SANITIZE)
  add_compile_options(-fsanitize=${PORTICO_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_compile_definitions(PORTICO_IS_SANITIZED)
  add_link_options(-fsanitize=${PORTICO_SANITIZE})
endif()
