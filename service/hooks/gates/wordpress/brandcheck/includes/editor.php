<?php

namespace Brandcheck;

use WP_Post;

defined('ABSPATH') || exit;

/**
 * Shows in the editors what was found: a panel in the block editor, a box in the classic one.
 */
final class Editor
{
    private const SCRIPT = 'brandcheck-editor';

    /** Show it from now on. */
    public static function begin(): void
    {
        add_action('rest_api_init', array(self::class, 'register'));
        add_action('enqueue_block_editor_assets', array(self::class, 'enqueue'));
        add_action('add_meta_boxes', array(self::class, 'addBox'));
    }

    /** Have the REST API tell the editor what is kept with a post. */
    public static function register(): void
    {
        register_rest_field(
            array_values(array_filter(Options::publicTypes(), array(Options::class, 'covers'))),
            'brandcheck',
            array(
                'get_callback' => static fn(array $post): array => self::known((int) $post['id']),
                'schema' => array(
                    'description' => __('What Brandcheck found out about the post.', 'brandcheck'),
                    'type' => 'object',
                    'context' => array('edit'),
                    'readonly' => true,
                ),
            )
        );
    }

    /** Load the panel's script where posts are edited that are checked. */
    public static function enqueue(): void
    {
        $screen = get_current_screen();
        if (! $screen || 'post' !== $screen->base || ! Options::covers($screen->post_type)) {
            return;
        }
        $needs = array('wp-components', 'wp-core-data', 'wp-data', 'wp-edit-post', 'wp-element', 'wp-i18n', 'wp-notices', 'wp-plugins');
        $file = dirname(__DIR__) . '/brandcheck.php';
        wp_enqueue_script(self::SCRIPT, plugins_url('assets/editor.js', $file), $needs, Lifecycle::VERSION, true);
        wp_set_script_translations(self::SCRIPT, 'brandcheck');
    }

    /** Add the box to the classic editor; the block editor has its panel. */
    public static function addBox(string $type): void
    {
        if (Options::covers($type)) {
            $place = array('__back_compat_meta_box' => true);
            add_meta_box('brandcheck', __('Brandcheck', 'brandcheck'), array(self::class, 'box'), $type, 'side', 'default', $place);
        }
    }

    /** Print the box. */
    public static function box(WP_Post $post): void
    {
        $known = self::known($post->ID);
        if (! $known['gate'] && ! $known['verdict']) {
            echo '<p>' . esc_html__('Not checked yet: that is done when it is published.', 'brandcheck') . '</p>';
        }
        if ($known['gate']) {
            $told = $known['gate'];
            $line = '<p>' . esc_html($told['says']) . ' ' . Wording::report($told['url']) . '</p>';
            echo wp_kses_post($line . Wording::findings($told['findings']) . Wording::undecided($told['undecided']));
        }
        if ($known['verdict']) {
            $line = '<p><strong>' . esc_html($known['verdict']['label']) . '</strong> ' . Wording::report($known['verdict']['url']);
            echo wp_kses_post($line . '</p>');
        }
    }

    /**
     * Return what is known of a post: what the gate said last, and the verdict.
     *
     * @return array{gate: ?array<string, mixed>, verdict: ?array<string, mixed>}
     */
    private static function known(int $post): array
    {
        $verdict = Keeping::get($post, Keeping::VERDICT);
        return array(
            'gate' => Keeping::get($post, Keeping::GATE) ?: null,
            'verdict' => $verdict ? $verdict + array('label' => Wording::verdict($verdict)) : null,
        );
    }
}
