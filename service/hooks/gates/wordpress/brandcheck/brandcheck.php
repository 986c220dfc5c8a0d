<?php

/**
 * Plugin Name:       Brandcheck
 * Description:       Holds what is to be published against your brand's guidelines, says which words break them, and stops what may not go out.
 * Version:           1.0.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The Brandcheck authors
 * License:           Apache-2.0
 * License URI:       https://www.apache.org/licenses/LICENSE-2.0
 * Text Domain:       brandcheck
 *
 * The Apache License 2.0 is compatible with version 3 of the GNU General Public License, though not with version 2
 * alone. WordPress is under version 2 “or (at your option) any later version”, so that this plugin and WordPress may
 * be given on together under version 3.
 *
 * @package Brandcheck
 */

defined('ABSPATH') || exit;

foreach (
    array(
        'options', 'draft', 'setup', 'answer', 'trouble', 'service', 'gate', 'publishing', 'keeping', 'signature', 'deliveries', 'verdicts',
        'wording', 'notices', 'editor', 'listing', 'settings', 'fields', 'lifecycle',
    ) as $brandcheck_part
) {
    require_once __DIR__ . '/includes/' . $brandcheck_part . '.php';
}
unset($brandcheck_part);

\Brandcheck\Publishing::begin();
\Brandcheck\Deliveries::begin();
\Brandcheck\Verdicts::begin();
\Brandcheck\Notices::begin();
\Brandcheck\Trouble::begin();
\Brandcheck\Editor::begin();
\Brandcheck\Listing::begin();
\Brandcheck\Settings::begin();
register_activation_hook(__FILE__, array(\Brandcheck\Lifecycle::class, 'activate'));
register_deactivation_hook(__FILE__, array(\Brandcheck\Lifecycle::class, 'deactivate'));
