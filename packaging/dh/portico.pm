# SPDX-License-Identifier: Apache-2.0
# The debhelper sequence "portico": dh_portico runs with the other commands that fill in dependencies.
use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;

insert_after('dh_shlibdeps', 'dh_portico');

1;
