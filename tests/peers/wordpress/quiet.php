<?php
// No mail leaves the peer.
add_filter('pre_wp_mail', '__return_true');
