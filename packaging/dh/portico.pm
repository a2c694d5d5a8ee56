# SPDX-License-Identifier: Apache-2.0
# The debhelper sequence "portico": runs dh_portico after dh_shlibdeps.
use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;

insert_after('dh_shlibdeps', 'dh_portico');

1;
