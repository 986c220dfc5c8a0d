<?php

namespace Brandcheck;

defined('ABSPATH') || exit;

/**
 * The page on which an administrator says where Brandcheck is, and what may go out.
 */
final class Settings
{
    private const PAGE = 'brandcheck';
    private const RENEW = 'brandcheck_renew';
    private const TRY = 'brandcheck_try';

    /** Offer it from now on. */
    public static function begin(): void
    {
        add_action('admin_menu', array(self::class, 'addPage'));
        add_action('admin_init', array(self::class, 'register'));
        add_action('admin_post_' . self::RENEW, array(self::class, 'renew'));
        add_action('admin_post_' . self::TRY, array(self::class, 'try'));
        $plugin = plugin_basename(dirname(__DIR__) . '/brandcheck.php');
        add_filter('plugin_action_links_' . $plugin, array(self::class, 'withLink'));
    }

    /** Add the page to the menu. */
    public static function addPage(): void
    {
        $title = __('Brandcheck', 'brandcheck');
        add_options_page($title, $title, 'manage_options', self::PAGE, array(self::class, 'page'));
    }

    /** Register the settings, their sections and fields. */
    public static function register(): void
    {
        register_setting(
            self::PAGE,
            Options::NAME,
            array('type' => 'object', 'sanitize_callback' => array(Options::class, 'sanitized'), 'default' => Options::DEFAULTS)
        );
        foreach (Fields::sections() as $section => $title) {
            add_settings_section($section, $title, '__return_null', self::PAGE);
        }
        foreach (Fields::all() as $name => $field) {
            $for = 'post_types' === $name ? '' : "brandcheck-$name";
            $given = array('name' => $name, 'label_for' => $for) + $field;
            add_settings_field($name, $field['label'], array(Fields::class, 'show'), self::PAGE, $field['section'], $given);
        }
    }

    /** Print the page. */
    public static function page(): void
    {
        if (! current_user_can('manage_options')) {
            return;
        }
        echo '<div class="wrap"><h1>' . esc_html__('Brandcheck', 'brandcheck') . '</h1>';
        self::tell();
        echo '<form action="options.php" method="post">';
        settings_fields(self::PAGE);
        do_settings_sections(self::PAGE);
        submit_button();
        echo '</form>';
        self::button(self::TRY, __('Try the gate', 'brandcheck'));
        self::verdicts();
        self::button(self::RENEW, __('Make a new token', 'brandcheck'));
        echo '</div>';
    }

    /** Make a new token: the one before is good no longer. */
    public static function renew(): void
    {
        self::requireAdministrator(self::RENEW);
        update_option(Options::TOKEN, Lifecycle::newToken(), false);
        $says = __('There is a new token. Put it into the hook in Brandcheck.', 'brandcheck');
        add_settings_error(self::PAGE, 'success', esc_html($says), 'success');
        set_transient('settings_errors', get_settings_errors(), 30);
        wp_safe_redirect(self::address() . '&settings-updated=true');
        exit;
    }

    /** Show the page, which then says what the gate answers. */
    public static function try(): void
    {
        self::requireAdministrator(self::TRY);
        wp_safe_redirect(self::address() . '&settings-updated=true');
        exit;
    }

    /** Return the page’s address. */
    public static function address(): string
    {
        return admin_url('options-general.php?page=' . self::PAGE);
    }

    /**
     * @param string[] $links Links beside the plugin’s name.
     * @return string[]
     */
    public static function withLink(array $links): array
    {
        return array_merge(array('<a href="' . esc_url(self::address()) . '">' . esc_html__('Settings', 'brandcheck') . '</a>'), $links);
    }

    /** Say what the gate answers, where something was set or it was to be tried, and what stands against it. */
    private static function tell(): void
    {
        // phpcs:ignore -- nothing is changed but what is known of the gate.
        $answer = isset($_GET['settings-updated']) && Options::hasGate() ? Gate::tried() : null;
        if ($answer && '' === $answer->problem) {
            /* translators: %s: what it says */
            $says = sprintf(__('Brandcheck answers: %s', 'brandcheck'), $answer->says);
            echo '<div class="notice notice-success"><p>' . esc_html($says) . '</p></div>';
        }
        Trouble::explain();
    }

    /** Show what the hook in Brandcheck is to be told, so that verdicts come here. */
    private static function verdicts(): void
    {
        echo '<h2>' . esc_html__('Verdicts', 'brandcheck') . '</h2>';
        $token = __('Token for the hook in Brandcheck: with it Brandcheck signs the verdicts that it sends here.', 'brandcheck');
        self::toCopy('brandcheck-token', $token, (string) get_option(Options::TOKEN, ''));
        $address = __('Address for the verdict, for the hook in Brandcheck: verdicts are sent nowhere else.', 'brandcheck');
        self::toCopy('brandcheck-verdicts', $address, rest_url(Verdicts::SPACE . Verdicts::ROUTE));
    }

    private static function toCopy(string $id, string $label, string $value): void
    {
        echo '<p><label for="' . esc_attr($id) . '">' . esc_html($label) . '</label></p>';
        echo '<p><input id="' . esc_attr($id) . '" type="text" class="large-text code" readonly value="' . esc_attr($value) . '"></p>';
    }

    private static function button(string $action, string $label): void
    {
        echo '<form action="' . esc_url(admin_url('admin-post.php')) . '" method="post">';
        echo '<input type="hidden" name="action" value="' . esc_attr($action) . '">';
        wp_nonce_field($action);
        submit_button($label, 'secondary');
        echo '</form>';
    }

    private static function requireAdministrator(string $action): void
    {
        if (! current_user_can('manage_options')) {
            wp_die(esc_html__('Only an administrator may do this.', 'brandcheck'), '', array('response' => 403));
        }
        check_admin_referer($action);
    }
}
