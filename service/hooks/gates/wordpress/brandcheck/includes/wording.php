<?php

namespace Brandcheck;

defined('ABSPATH') || exit;

/**
 * What people are told: verdicts and findings, as text and as escaped HTML.
 */
final class Wording
{
    /**
     * Return a verdict in a few words.
     *
     * @param array<string, mixed> $verdict As it is kept.
     */
    public static function verdict(array $verdict): string
    {
        if ('failed' === $verdict['verdict']) {
            return __('Could not be checked', 'brandcheck');
        }
        $counts = array_filter(
            array(
                /* translators: %d: how many */
                sprintf(_n('%d error', '%d errors', $verdict['counts']['error'], 'brandcheck'), $verdict['counts']['error']) => $verdict['counts']['error'],
                /* translators: %d: how many */
                sprintf(_n('%d warning', '%d warnings', $verdict['counts']['warning'], 'brandcheck'), $verdict['counts']['warning']) => $verdict['counts']['warning'],
            )
        );
        $found = $counts ? implode(', ', array_keys($counts)) : __('nothing to change', 'brandcheck');
        $words = array(
            'pass' => __('Passed', 'brandcheck'),
            'fail' => __('Failed', 'brandcheck'),
            'incomplete' => __('Not all checked', 'brandcheck'),
        );
        /* translators: 1: “Passed” or “Failed”; 2: “2 errors, 1 warning” */
        return sprintf(__('%1$s: %2$s', 'brandcheck'), $words[$verdict['verdict']], $found);
    }

    /** Return a severity as people call it. */
    public static function severity(string $severity): string
    {
        $words = array(
            'error' => __('Error', 'brandcheck'),
            'warning' => __('Warning', 'brandcheck'),
            'suggestion' => __('Suggestion', 'brandcheck'),
        );
        return $words[$severity] ?? $severity;
    }

    /**
     * Return findings as an escaped list; nothing where there is none.
     *
     * @param array<int, array<string, mixed>> $findings As they are kept.
     */
    public static function findings(array $findings): string
    {
        $lines = array_map(array(self::class, 'finding'), $findings);
        return $lines ? '<ul class="brandcheck-findings"><li>' . implode('</li><li>', $lines) . '</li></ul>' : '';
    }

    /**
     * Return the names of guidelines that could not be decided as an escaped sentence; nothing where there is none.
     *
     * @param string[] $undecided Their ids.
     */
    public static function undecided(array $undecided): string
    {
        if (! $undecided) {
            return '';
        }
        $shown = implode(', ', array_slice($undecided, 0, 5)) . (count($undecided) > 5 ? ', …' : '');
        /* translators: %s: names of guidelines */
        return '<p>' . esc_html(sprintf(__('Not decided: %s.', 'brandcheck'), $shown)) . '</p>';
    }

    /** Return an escaped link to a report; nothing where there is none. */
    public static function report(string $url): string
    {
        if ('' === $url) {
            return '';
        }
        return '<a href="' . esc_url($url) . '" target="_blank" rel="noopener">' . esc_html__('Report', 'brandcheck') . '</a>';
    }

    /**
     * @param array<string, mixed> $finding As it is kept.
     */
    private static function finding(array $finding): string
    {
        $quote = (string) ($finding['quote'] ?? '');
        $suggestion = (string) ($finding['suggestion'] ?? '');
        $line = '<strong>' . esc_html(self::severity((string) ($finding['severity'] ?? ''))) . '</strong> ';
        $line .= '' === $quote ? '' : '<em>' . esc_html("“{$quote}”") . '</em> ';
        $line .= esc_html((string) ($finding['says'] ?? ''));
        $line .= ' <code>' . esc_html((string) ($finding['guideline'] ?? '')) . '</code>';
        /* translators: %s: words that may stand there instead */
        $instead = __('Instead: %s', 'brandcheck');
        return $line . ('' === $suggestion ? '' : '<br>' . esc_html(sprintf($instead, $suggestion)));
    }
}
