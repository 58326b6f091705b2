<?php
// The peer's own settings; peer.sh fills in the socket and the port.
define('DB_NAME', 'peer');
define('DB_USER', 'peer');
define('DB_PASSWORD', 'peer');
define('DB_HOST', 'localhost:@SOCKET@');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
foreach (array('AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE') as $name) {
    define($name . '_KEY', 'only for tests: ' . $name);
    define($name . '_SALT', 'only for tests, too: ' . $name);
}
$table_prefix = 'wp_';
// Application passwords without https are for machines that are nobody's site.
define('WP_ENVIRONMENT_TYPE', 'local');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('DISABLE_WP_CRON', true);
define('WP_HOME', 'http://127.0.0.1:@PORT@');
define('WP_SITEURL', 'http://127.0.0.1:@PORT@');
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
