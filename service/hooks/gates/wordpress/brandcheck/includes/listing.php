<?php

namespace Brandcheck;

defined('ABSPATH') || exit;

/**
 * The column of the list of posts that says how each fared.
 */
final class Listing
{
    private const COLUMN = 'brandcheck';

    /** Show it from now on. */
    public static function begin(): void
    {
        add_action('admin_init', array(self::class, 'register'));
    }

    /** Add the column to the list of each type that is checked. */
    public static function register(): void
    {
        foreach (array_filter(Options::publicTypes(), array(Options::class, 'covers')) as $type) {
            add_filter("manage_{$type}_posts_columns", array(self::class, 'columns'));
            add_action("manage_{$type}_posts_custom_column", array(self::class, 'cell'), 10, 2);
        }
    }

    /**
     * @param array<string, string> $columns Titles by name.
     * @return array<string, string>
     */
    public static function columns(array $columns): array
    {
        return $columns + array(self::COLUMN => __('Brandcheck', 'brandcheck'));
    }

    /** Print the cell of a post. */
    public static function cell(string $column, int $post): void
    {
        if (self::COLUMN !== $column) {
            return;
        }
        list($words, $url) = self::told($post);
        echo '<span class="brandcheck-verdict">' . esc_html($words) . '</span>';
        echo '' === $url ? '' : '<br>' . wp_kses_post(Wording::report($url));
    }

    /**
     * Return what the cell says, and the report’s address.
     *
     * @return array{string, string}
     */
    private static function told(int $post): array
    {
        $pending = Keeping::get($post, Keeping::PENDING);
        $verdict = Keeping::get($post, Keeping::VERDICT);
        $sent = Keeping::get($post, Keeping::SENT);
        $gate = Keeping::get($post, Keeping::GATE);
        if ('publish' !== get_post_status($post)) {
            return empty($gate['refused']) ? array('—', '') : array(__('Held back', 'brandcheck'), $gate['url']);
        }
        if ($pending) {
            return array($pending['tries'] ? __('Waits for Brandcheck', 'brandcheck') : __('Checking…', 'brandcheck'), '');
        }
        if ($sent && ! $sent['is_taken']) {
            return array(__('Could not be sent', 'brandcheck'), '');
        }
        if ($sent && ($verdict['version'] ?? '') < $sent['version']) {
            return array(__('Checking…', 'brandcheck'), '');
        }
        return $verdict ? array(Wording::verdict($verdict), $verdict['url']) : array(__('Not checked', 'brandcheck'), '');
    }
}
