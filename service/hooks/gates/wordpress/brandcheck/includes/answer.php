<?php

namespace Brandcheck;

use WP_Error;

defined('ABSPATH') || exit;

/**
 * Whether something may go out, and why.
 */
final class Answer
{
    public const PASSED = 'passed';
    public const FINDINGS = 'findings';
    public const LATE = 'late';
    public const INCOMPLETE = 'incomplete';
    /** Brandcheck was not there, or could not be asked: the site's own policy has decided. */
    public const UNREACHABLE = 'unreachable';
    /** Brandcheck, or what stands in its place, does not take what this site asks. */
    public const MISCONFIGURED = 'misconfigured';
    /** It is longer than Brandcheck takes. */
    public const TOO_LONG = 'too_long';
    /** Errors of WordPress that mean the set-up, and no outage. */
    private const IMPOSSIBLE = array('brandcheck_json', 'http_request_not_executed');
    /** Findings that are kept and shown at most. */
    private const MOST = 20;

    public bool $isRefused;
    public string $because;
    /** One sentence for the editor. */
    public string $says;
    /** What is wrong with the gate itself, and who mends it; empty where nothing is. */
    public string $problem;
    /** The report's address; empty where there is none. */
    public string $url;
    /** @var array<int, array<string, mixed>> As the service gives them. */
    public array $findings;
    /** @var string[] Guidelines that could not be decided. */
    public array $undecided;

    private function __construct(bool $isRefused, string $because, string $says, array $told)
    {
        $this->isRefused = $isRefused;
        $this->because = $because;
        $this->says = $says;
        $this->problem = (string) ($told['problem'] ?? '');
        $this->url = (string) esc_url_raw($told['url'] ?? '', array('http', 'https'));
        $findings = array_filter((array) ($told['findings'] ?? array()), 'is_array');
        $this->findings = array_slice(array_values($findings), 0, self::MOST);
        $this->undecided = array_values(array_filter((array) ($told['undecided'] ?? array()), 'is_string'));
    }

    /**
     * Return what follows from what the service answered.
     *
     * @param array{int, mixed}|WP_Error $given Status and JSON, or why there are none.
     */
    public static function of($given): self
    {
        if (is_wp_error($given)) {
            $reason = $given->get_error_message();
            $isWrong = in_array($given->get_error_code(), self::IMPOSSIBLE, true);
            return $isWrong ? self::wrong(Setup::impossible($reason), self::MISCONFIGURED) : self::away($reason);
        }
        list($status, $told) = $given;
        if (200 === $status && self::isAnswer($told)) {
            $problem = array('problem' => '');
            return new self('refuse' === $told['decision'], $told['because'], $told['says'], $problem + $told);
        }
        if (Setup::passes($status)) {
            return self::away(Service::problem($status, $told));
        }
        return self::wrong(Setup::fault($status, $told), 413 === $status ? self::TOO_LONG : self::MISCONFIGURED);
    }

    /**
     * @param mixed $told The answer's JSON.
     */
    private static function isAnswer($told): bool
    {
        $reasons = array(self::PASSED, self::FINDINGS, self::LATE, self::INCOMPLETE);
        return is_array($told) && in_array($told['because'] ?? null, $reasons, true)
            && in_array($told['decision'] ?? null, array('allow', 'refuse'), true) && is_string($told['says'] ?? null);
    }

    private static function wrong(string $problem, string $because): self
    {
        if ('always' === Options::get('when_unreachable')) {
            /* translators: %s: what is wrong, and who mends it, in sentences */
            $says = __('Not checked: %s', 'brandcheck');
            return new self(false, $because, sprintf($says, $problem), array('problem' => $problem));
        }
        /* translators: %s: what is wrong, and who mends it, in sentences */
        $says = __('Not published: %s Until then, this site’s settings can let things go out unchecked.', 'brandcheck');
        return new self(true, $because, sprintf($says, $problem), array('problem' => $problem));
    }

    private static function away(string $reason): self
    {
        $reason = rtrim(Draft::line($reason), '.');
        /* translators: %s: why, as “Connection refused” */
        $told = array('problem' => sprintf(__('Brandcheck can’t be reached (%s).', 'brandcheck'), $reason));
        if ('hold' === Options::get('when_unreachable')) {
            /* translators: %s: why, as “Connection refused” */
            $says = __('Not published: Brandcheck can’t be reached (%s), and nothing goes out unchecked here; try again in a minute.', 'brandcheck');
            return new self(true, self::UNREACHABLE, sprintf($says, $reason), $told);
        }
        /* translators: %s: why, as “Connection refused” */
        $says = __('Not checked: Brandcheck can’t be reached (%s).', 'brandcheck');
        return new self(false, self::UNREACHABLE, sprintf($says, $reason), $told);
    }

    /**
     * Return it as what is kept with a post, and as the editor's script gets it.
     *
     * @return array<string, mixed>
     */
    public function kept(): array
    {
        $refuses = $this->isRefused;
        $told = array('refused' => $refuses, 'because' => $this->because, 'says' => $this->says, 'url' => $this->url);
        return $told + array('findings' => $this->findings, 'undecided' => $this->undecided);
    }

    /** Return it as the error that the REST API answers with; its message is plain text, as the editor needs it. */
    public function error(): WP_Error
    {
        $status = '' === $this->problem ? 422 : 503;
        $data = array('status' => $status, 'brandcheck' => $this->kept());
        return new WP_Error('brandcheck_refused', wp_strip_all_tags($this->says), $data);
    }
}
