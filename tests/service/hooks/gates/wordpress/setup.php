<?php

/**
 * Installs a fresh WordPress for the tests: `php setup.php FOLDER`, settings as JSON on standard input.
 */

define('WP_INSTALLING', true);
$folder = $argv[1];
$wanted = json_decode(stream_get_contents(STDIN), true);
$_SERVER['HTTP_HOST'] = parse_url($wanted['url'], PHP_URL_HOST) . ':' . parse_url($wanted['url'], PHP_URL_PORT);
$_SERVER['REQUEST_URI'] = '/';
require $folder . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

wp_install('Corner Bakery', 'editor', 'editor@bakery.example', false, '', $wanted['password']);
foreach ($wanted['options'] as $name => $value) {
    update_option($name, $value);
}
switch_theme('plain');
$failure = activate_plugin('brandcheck/brandcheck.php');
if (is_wp_error($failure)) {
    fwrite(STDERR, $failure->get_error_message());
    exit(1);
}
echo get_option('brandcheck_token');
