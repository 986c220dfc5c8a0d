<?php

namespace Brandcheck;

defined('ABSPATH') || exit;

/**
 * Tells administrators, for as long as it is so, that the gate does not work.
 */
final class Trouble
{
    /** Tell from now on. */
    public static function begin(): void
    {
        add_action('admin_notices', array(self::class, 'show'));
    }

    /** Note what an *answer* says of the gate itself. */
    public static function note(Answer $answer): void
    {
        $known = get_option(Options::TROUBLE, array());
        if ($known && '' === $answer->problem) {
            delete_option(Options::TROUBLE);
        }
        if ('' === $answer->problem || Answer::TOO_LONG === $answer->because) {
            return;
        }
        $noted = array('because' => $answer->because, 'problem' => $answer->problem);
        if (array_diff_key((array) $known, array('since' => 0)) !== $noted) {
            update_option(Options::TROUBLE, $noted + array('since' => time()), false);
        }
    }

    /** Show what is noted: what is wrongly set up on every page, an outage where it is tried. */
    public static function show(): void
    {
        $known = get_option(Options::TROUBLE, array());
        $isOurs = 'settings_page_brandcheck' === (get_current_screen()->id ?? '');
        if (! current_user_can('manage_options') || $isOurs || Answer::MISCONFIGURED !== ($known['because'] ?? '')) {
            return;
        }
        echo wp_kses_post(self::notice($known));
    }

    /** Print what is noted, or that the gate is off, on the page of settings. */
    public static function explain(): void
    {
        $known = get_option(Options::TROUBLE, array());
        if (! Options::hasGate()) {
            $off = __('The gate is off: nobody is asked before something goes out, for address or kit are not set.', 'brandcheck');
            echo '<div class="notice notice-warning"><p>' . esc_html($off) . '</p></div>';
        } elseif ($known) {
            echo wp_kses_post(self::notice($known));
        }
    }

    /**
     * @param array<string, mixed> $known What is noted.
     */
    private static function notice(array $known): string
    {
        $goesOut = array(Answer::MISCONFIGURED => array('always'), Answer::UNREACHABLE => array('always', 'publish'));
        $follows = in_array(Options::get('when_unreachable'), $goesOut[$known['because']], true)
            ? __('Until then everything goes out unchecked.', 'brandcheck')
            : __('Until then nothing can be published.', 'brandcheck');
        /* translators: %s: a date and a time */
        $since = sprintf(__('(Since %s.)', 'brandcheck'), wp_date(get_option('date_format') . ' ' . get_option('time_format'), $known['since']));
        $link = '<a href="' . esc_url(Settings::address()) . '">' . esc_html__('Settings', 'brandcheck') . '</a>';
        return '<div class="notice notice-error brandcheck-trouble"><p><strong>' . esc_html__('Brandcheck’s gate does not work.', 'brandcheck')
            . '</strong> ' . esc_html("{$known['problem']} $follows $since") . " $link</p></div>";
    }
}
