<?php
// site.php DIR PORT: makes the site's posts and users once; and with COUNT, so many comments more.
[, $dir, $port] = $argv;
$_SERVER += array(
    'HTTP_HOST' => "127.0.0.1:$port", 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET',
    'SERVER_PROTOCOL' => 'HTTP/1.1', 'REMOTE_ADDR' => '127.0.0.1',
);
define('WP_INSTALLING', true);
require "$dir/www/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

$told = is_file("$dir/site.json") ? json_decode(file_get_contents("$dir/site.json"), true) : null;
if (!$told) {
    wp_install('The Peer Courier', 'admin', 'admin@example.com', true, '', 'admin');
    foreach (array(
        'permalink_structure' => '/%postname%/', 'comment_moderation' => 1, 'comments_notify' => 0,
        'moderation_notify' => 0, 'timezone_string' => 'Europe/Lisbon',
    ) as $name => $value) {
        update_option($name, $value);
    }
    foreach (wp_get_themes() as $theme) {
        switch_theme($theme->get_stylesheet());
        break;
    }
    $users = array();
    foreach (array('admin' => '', 'ana' => 'editor', 'wim' => 'author', 'rea' => 'subscriber') as $name => $role) {
        $user = get_user_by('login', $name);
        $id = $user ? $user->ID : wp_insert_user(array(
            'user_login' => $name, 'user_pass' => $name, 'role' => $role,
            'user_email' => "$name@example.com", 'display_name' => ucfirst($name),
        ));
        $made = WP_Application_Passwords::create_new_application_password($id, array('name' => 'tests'));
        $users[$name] = array('password' => WP_Application_Passwords::chunk_password($made[0]));
    }
    $posts = array();
    foreach (array('harbour-bridge-opens' => 'publish', 'not-out-yet' => 'draft') as $slug => $status) {
        $posts[$slug] = wp_insert_post(array(
            'post_title' => ucfirst(str_replace('-', ' ', $slug)), 'post_name' => $slug,
            'post_content' => '<p>The bridge over the harbour is open.</p>',
            'post_status' => $status, 'post_author' => 1, 'comment_status' => 'open',
        ));
    }
    flush_rewrite_rules(false);
    $told = array('url' => "http://127.0.0.1:$port", 'users' => $users, 'posts' => $posts,
        'wordpress' => $GLOBALS['wp_version'], 'dir' => $dir);
    file_put_contents("$dir/site.json", json_encode($told, JSON_PRETTY_PRINT));
}
// Each says something else: comments that are alike would be taken for a campaign.
$words = explode(' ', 'bridge harbour ferry council tide lamp queue morning engine fog pilot rope crane market'
    . ' school bicycle toll gull timetable painter concrete rudder winter ticket neighbour whistle anchor'
    . ' bakery lantern river signal tram driver captain crew cargo weather mayor budget railing paint noise');
$what_they_say = function () use ($words) {
    shuffle($words);
    return ucfirst(implode(' ', array_slice($words, 0, mt_rand(7, 30)))) . '.';
};
$count = isset($argv[3]) ? (int) $argv[3] : 0;
wp_defer_comment_counting(true);
for ($number = 0; $number < $count; $number++) {
    wp_insert_comment(array(
        'comment_post_ID' => $told['posts']['harbour-bridge-opens'],
        'comment_author' => "Reader $number", 'comment_author_email' => "reader$number@example.org",
        'comment_author_IP' => '192.0.2.' . ($number % 250 + 1), 'comment_agent' => 'Mozilla/5.0',
        'comment_content' => $what_they_say(),
        'comment_approved' => array('1', '0', '1', 'spam')[$number % 4],
    ));
}
wp_defer_comment_counting(false);
