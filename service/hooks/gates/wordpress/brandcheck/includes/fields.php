<?php

namespace Brandcheck;

defined('ABSPATH') || exit;

/**
 * The fields of the settings page.
 */
final class Fields
{
    /**
     * Return the sections: titles by name.
     *
     * @return array<string, string>
     */
    public static function sections(): array
    {
        return array(
            'brandcheck_where' => __('Where Brandcheck is', 'brandcheck'),
            'brandcheck_what' => __('What is checked', 'brandcheck'),
            'brandcheck_policy' => __('What may be published', 'brandcheck'),
            'brandcheck_hook' => __('What was published', 'brandcheck'),
        );
    }

    /**
     * Return the fields by name, in the order of the page.
     *
     * @return array<string, array<string, mixed>>
     */
    public static function all(): array
    {
        return self::where() + self::what() + self::policy();
    }

    /**
     * Print a field.
     *
     * @param array<string, mixed> $field One of them, with its name.
     */
    public static function show(array $field): void
    {
        $name = $field['name'];
        $value = Options::get($name);
        if ('choice' === $field['kind']) {
            self::choice($name, $field['choices'], (string) $value);
        } elseif ('types' === $field['kind']) {
            self::types((array) $value);
        } else {
            self::input($name, $field['kind'], $value);
        }
        if (! empty($field['help'])) {
            echo '<p class="description">' . esc_html($field['help']) . '</p>';
        }
    }

    private static function where(): array
    {
        $secret = __('Kept as it is where you leave this empty.', 'brandcheck');
        return array(
            'url' => self::field('where', 'url', __('Address', 'brandcheck'), __('Such as https://brandcheck.example.com', 'brandcheck')),
            'key' => self::field('where', 'password', __('Key', 'brandcheck'), __('With the scope “check”.', 'brandcheck') . ' ' . $secret),
            'hook' => self::field('hook', 'text', __('Hook', 'brandcheck'), __('Its name in Brandcheck; empty to tell nothing.', 'brandcheck')),
            'secret' => self::field('hook', 'password', __('The hook’s secret', 'brandcheck'), $secret),
        );
    }

    private static function what(): array
    {
        return array(
            'kit' => self::field('what', 'text', __('Kit', 'brandcheck'), __('Its id in Brandcheck.', 'brandcheck')),
            'team' => self::field('what', 'text', __('Team', 'brandcheck'), ''),
            'channel' => self::field('what', 'text', __('Channel', 'brandcheck'), __('Such as web or campaign.', 'brandcheck')),
            'post_types' => self::field('what', 'types', __('Types of post', 'brandcheck'), ''),
        );
    }

    private static function policy(): array
    {
        $severities = array(
            'error' => __('errors', 'brandcheck'),
            'warning' => __('errors and warnings', 'brandcheck'),
            'suggestion' => __('all findings', 'brandcheck'),
        );
        $closed = array(
            '' => __('publish', 'brandcheck'),
            'error' => __('don’t, while guidelines are open that are errors', 'brandcheck'),
            'warning' => __('don’t, while guidelines are open that are errors or warnings', 'brandcheck'),
            'suggestion' => __('don’t, while any guideline is open', 'brandcheck'),
        );
        $open = array(
            'publish' => __('publish, unless key, kit or address are wrong', 'brandcheck'),
            'hold' => __('don’t publish', 'brandcheck'),
            'always' => __('publish, even if key, kit or address are wrong', 'brandcheck'),
        );
        return array(
            'block_at' => self::field('policy', 'choice', __('Stopped by', 'brandcheck'), '', $severities),
            'closed_at' => self::field('policy', 'choice', __('When the check is late, or can’t decide all', 'brandcheck'), '', $closed),
            'when_unreachable' => self::field('policy', 'choice', __('When Brandcheck can’t be reached', 'brandcheck'), '', $open),
            'deadline' => self::field('policy', 'number', __('Seconds that a check may take', 'brandcheck'), __('1 to 30', 'brandcheck')),
        );
    }

    private static function field(string $section, string $kind, string $label, string $help, array $choices = array()): array
    {
        $section = "brandcheck_$section";
        return array('section' => $section, 'kind' => $kind, 'label' => $label, 'help' => $help, 'choices' => $choices);
    }

    /**
     * @param mixed $value What is set.
     */
    private static function input(string $name, string $kind, $value): void
    {
        $constant = Options::CONSTANTS[$name] ?? '';
        if ($constant && defined($constant)) {
            /* translators: %s: a constant’s name */
            echo esc_html(sprintf(__('Set by %s in wp-config.php.', 'brandcheck'), $constant));
            return;
        }
        printf(
            '<input id="brandcheck-%1$s" name="%2$s[%1$s]" type="%3$s" value="%4$s" class="regular-text" autocomplete="off"%5$s>',
            esc_attr($name),
            esc_attr(Options::NAME),
            esc_attr($kind),
            esc_attr('password' === $kind ? '' : (string) $value),
            'number' === $kind ? ' min="1" max="30"' : ''
        );
    }

    private static function choice(string $name, array $choices, string $value): void
    {
        printf('<select id="brandcheck-%1$s" name="%2$s[%1$s]">', esc_attr($name), esc_attr(Options::NAME));
        foreach ($choices as $choice => $label) {
            echo '<option value="' . esc_attr((string) $choice) . '"';
            selected($value, (string) $choice);
            echo '>' . esc_html($label) . '</option>';
        }
        echo '</select>';
    }

    private static function types(array $chosen): void
    {
        echo '<fieldset><legend class="screen-reader-text">' . esc_html__('Types of post', 'brandcheck') . '</legend>';
        foreach (Options::publicTypes() as $type) {
            $label = get_post_type_object($type)->labels->name;
            echo '<label><input type="checkbox" name="' . esc_attr(Options::NAME) . '[post_types][]" value="' . esc_attr($type) . '"';
            checked(in_array($type, $chosen, true));
            echo '> ' . esc_html($label) . '</label><br>';
        }
        echo '</fieldset>';
    }
}
