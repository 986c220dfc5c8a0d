<?php

namespace Brandcheck;

defined('ABSPATH') || exit;

/**
 * What is done when the plugin is switched on and off, and when it is removed.
 */
final class Lifecycle
{
    public const VERSION = '1.0.0';

    /** Make the token, and begin to look for forgotten deliveries. */
    public static function activate(): void
    {
        if (! get_option(Options::TOKEN)) {
            update_option(Options::TOKEN, self::newToken(), false);
        }
        if (! wp_next_scheduled(Deliveries::SWEEP)) {
            wp_schedule_event(time() + HOUR_IN_SECONDS, 'hourly', Deliveries::SWEEP);
        }
    }

    /** Leave nothing that would run. */
    public static function deactivate(): void
    {
        wp_unschedule_hook(Deliveries::SWEEP);
        wp_unschedule_hook(Deliveries::DELIVER);
    }

    /** Remove all that was kept on this site. */
    public static function uninstall(): void
    {
        global $wpdb;
        self::deactivate();
        delete_option(Options::NAME);
        delete_option(Options::TOKEN);
        delete_option(Options::TROUBLE);
        foreach (Keeping::ALL as $name) {
            delete_post_meta_by_key($name);
        }
        $like = $wpdb->esc_like('_transient_') . '%' . $wpdb->esc_like('brandcheck_held_') . '%';
        // phpcs:ignore -- there is no function that deletes transients by the beginning of their names.
        $wpdb->query($wpdb->prepare("DELETE FROM {$wpdb->options} WHERE option_name LIKE %s", $like));
    }

    /** Return 32 random bytes, in hexadecimal. */
    public static function newToken(): string
    {
        return bin2hex(random_bytes(32));
    }
}
