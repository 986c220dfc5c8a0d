<?php

namespace Drupal\brandcheck\Plugin\Validation\Constraint;

use Symfony\Component\Validator\Constraint;

/**
 * What is published breaks no guideline.
 *
 * @Constraint(
 *   id = "BrandcheckMayPublish",
 *   label = @Translation("Brandcheck lets it be published", context = "Validation"),
 *   type = {"entity"}
 * )
 */
class MayPublishConstraint extends Constraint {

  public string $finding = '%quote: @says@suggestion';
  public string $whole = '@says';

}
