import { type Layer } from "../../src/base/layers";
import { ENVIRONMENTS } from "../support/environments";
import { moduleIn } from "../support/bundles";
import { planOf } from "../support/reference-plans";
import { EXPECTED_VARIABLES } from "./expected-variables";

describe.each(ENVIRONMENTS)("%s", (environment) => {
  const expected = EXPECTED_VARIABLES.filter((each) => each.environment === environment);

  test.each(expected)("$setting in $layer is $variable at $place", ({ layer, variable, place, template }) => {
    const { parameters } = moduleIn(planOf(environment), layer as Layer);
    expect(parameters.bindings.map((each) => each.variable.name)).toContain(variable);
    const target = parameters.bindings
      .find((each) => each.variable.name === variable)
      ?.targets.find(({ path }) => path.join(".") === place);
    expect(target).toBeDefined();
    // The values of a chart are a long text.
    if (!place.includes(".values.")) expect(target?.template ?? `\${var.${variable}}`).toBe(template);
  });
});
