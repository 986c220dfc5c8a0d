<?php

namespace Brandcheck;

defined('ABSPATH') || exit;

/**
 * Tells whoever tried to publish, on the next page that they see, why that was not done.
 */
final class Notices
{
    private const NAME = 'brandcheck_held_';
    private const MOST = 20;
    private const DRAFT_UPDATED = 10;

    private static bool $hasHeld = false;

    /** Tell from now on. */
    public static function begin(): void
    {
        add_action('admin_notices', array(self::class, 'show'));
        add_filter('redirect_post_location', array(self::class, 'withoutSuccess'));
    }

    /** Note that something with a *title* was not published; *isPublic* where earlier words of it are. */
    public static function hold(Answer $answer, string $title, bool $isPublic): void
    {
        self::$hasHeld = true;
        if (defined('WP_CLI') && WP_CLI) {
            \WP_CLI::warning($title . ': ' . $answer->says);
        }
        $user = get_current_user_id();
        if ($user) {
            $held = array_slice((array) (get_transient(self::NAME . $user) ?: array()), 1 - self::MOST);
            $held[] = array('title' => $title, 'is_public' => $isPublic) + $answer->kept();
            set_transient(self::NAME . $user, $held, HOUR_IN_SECONDS);
        }
    }

    /** Show what was noted, once. */
    public static function show(): void
    {
        $name = self::NAME . get_current_user_id();
        $held = get_transient($name);
        if (! is_array($held)) {
            return;
        }
        delete_transient($name);
        foreach ($held as $each) {
            echo wp_kses_post(self::notice($each));
        }
    }

    /** Return *location*, to which an editor goes after saving, without the words that it was published. */
    public static function withoutSuccess(string $location): string
    {
        return self::$hasHeld ? add_query_arg('message', self::DRAFT_UPDATED, $location) : $location;
    }

    /**
     * @param array<string, mixed> $held What was noted.
     */
    private static function notice(array $held): string
    {
        $where = $held['is_public']
            ? __('What readers see is what was there before; your words are kept as an autosave of the post.', 'brandcheck')
            : __('It is kept as a draft.', 'brandcheck');
        $title = '' === $held['title'] ? __('(no title)', 'brandcheck') : $held['title'];
        return '<div class="notice notice-error brandcheck-held"><p><strong>' . esc_html($title) . '</strong>: '
            . esc_html($held['says']) . ' ' . esc_html($where) . ' ' . Wording::report($held['url']) . '</p>'
            . Wording::findings($held['findings']) . Wording::undecided($held['undecided']) . '</div>';
    }
}
