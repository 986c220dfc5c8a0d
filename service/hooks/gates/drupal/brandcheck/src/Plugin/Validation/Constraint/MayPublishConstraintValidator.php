<?php

namespace Drupal\brandcheck\Plugin\Validation\Constraint;

use Drupal\brandcheck\Gate;
use Drupal\brandcheck\Published;
use Drupal\Core\DependencyInjection\ContainerInjectionInterface;
use Drupal\Core\Entity\ContentEntityInterface;
use Symfony\Component\DependencyInjection\ContainerInterface;
use Symfony\Component\Validator\Constraint;
use Symfony\Component\Validator\ConstraintValidator;

/**
 * Asks the gate about what would be public.
 *
 * Forms, JSON:API and REST validate; code that saves an entity without validating it is not stopped.
 */
class MayPublishConstraintValidator extends ConstraintValidator implements ContainerInjectionInterface {

  public function __construct(private readonly Gate $gate) {}

  /**
   * {@inheritdoc}
   */
  public static function create(ContainerInterface $container): static {
    return new static($container->get('brandcheck.gate'));
  }

  /**
   * {@inheritdoc}
   */
  public function validate(mixed $value, Constraint $constraint): void {
    if (!$value instanceof ContentEntityInterface || !$this->gate->covers($value->getEntityTypeId())) {
      return;
    }
    if (!Published::becomes($value)) {
      return;
    }
    $answer = $this->gate->ask($value);
    if ($answer['problem'] !== '') {
      \Drupal::logger('brandcheck')->error('@says', ['@says' => $answer['says']]);
    }
    if (!$answer['refused']) {
      $answer['problem'] === '' || \Drupal::messenger()->addWarning($answer['says']);
      return;
    }
    $this->context->addViolation($constraint->whole, ['@says' => $answer['says']]);
    foreach ($answer['findings'] as $finding) {
      if ($finding['refuses'] ?? FALSE) {
        $this->violation($finding, $constraint);
      }
    }
  }

  private function violation(array $finding, Constraint $constraint): void {
    $suggestion = ($finding['suggestion'] ?? '') === '' ? '' : " Write: “{$finding['suggestion']}”";
    $words = ['%quote' => $finding['quote'] ?? '', '@says' => $finding['says'] ?? '', '@suggestion' => $suggestion];
    $message = ($finding['quote'] ?? '') === '' ? $constraint->whole : $constraint->finding;
    // A violation's path has dots: body.0.value is what form elements are found by.
    $path = str_replace('/', '.', ltrim($finding['field'] ?? '', '/'));
    $this->context->buildViolation($message, $words)->atPath($path)->addViolation();
  }

}
