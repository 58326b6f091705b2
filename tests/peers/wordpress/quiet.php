<?php
// No mail leaves the peer; and what REST did to comments stands in a log of its own.
add_filter('pre_wp_mail', '__return_true');
add_action('rest_after_insert_comment', function ($comment, $request, $is_new) {
    $did = ($is_new ? 'made ' : 'changed ') . $comment->comment_ID . "\n";
    file_put_contents(dirname(ABSPATH) . '/changes.log', $did, FILE_APPEND | LOCK_EX);
}, 10, 3);
