<?php

/**
 * Removes all that the plugin has kept, on every site of a network.
 *
 * @package Brandcheck
 */

defined('WP_UNINSTALL_PLUGIN') || exit;

foreach (array('options', 'keeping', 'deliveries', 'lifecycle') as $brandcheck_part) {
    require_once __DIR__ . '/includes/' . $brandcheck_part . '.php';
}
unset($brandcheck_part);

if (is_multisite()) {
    foreach (get_sites(array('fields' => 'ids', 'number' => 0)) as $brandcheck_site) {
        switch_to_blog($brandcheck_site);
        \Brandcheck\Lifecycle::uninstall();
        restore_current_blog();
    }
    unset($brandcheck_site);
} else {
    \Brandcheck\Lifecycle::uninstall();
}
