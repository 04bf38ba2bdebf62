import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import {
  Lazy,
  TerraformLocal,
  TerraformOutput,
  TerraformStack,
  TerraformVariable,
  Testing,
  Token,
  conditional,
} from "cdktf";
import { stackTerraform } from "../../../src/platform/stacks/stack-terraform";
import { withApp } from "../../support/built-app";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import "../../support/terraform-matchers";

const cdktfsOwn = (stack: TerraformStack): object =>
  TerraformStack.prototype.toTerraform.call(stack) as object;

function testStack(): TerraformStack {
  return new TerraformStack(Testing.app(), "test");
}

test.each(ENVIRONMENTS)("%s: every stack equals cdktf's own output", (name) => {
  withApp({ name, config: configWith(name) }, (_, stacks) => {
    expect(stacks).toHaveLength(5);
    for (const stack of stacks) expect(stackTerraform(stack)).toEqual(cdktfsOwn(stack));
  });
});

test("tokens of every kind are resolved in every place", () => {
  const stack = testStack();
  const variable = new TerraformVariable(stack, "on", { type: "bool" });
  new KubernetesProvider(stack, "kubernetes");
  new DeploymentV1(stack, "model", {
    metadata: {
      annotations: {
        [`start-${variable.stringValue}`]: "token in a key",
        plain: "-1e+2 \\d ${path.module}",
      },
    },
    spec: {
      replicas: Token.asString(conditional(variable.value, 1, 0)),
      template: {
        metadata: { labels: Token.asStringMap(variable.value) },
        spec: { nodeName: `a ${variable.stringValue} b` },
      },
    },
  });
  new TerraformOutput(stack, "number", { value: Token.asNumber(variable.value) });
  new TerraformOutput(stack, "numbers", { value: Token.asNumberList(variable.value) });
  new TerraformOutput(stack, "text-of-number", { value: `port ${Token.asNumber(variable.value)}` });
  new TerraformOutput(stack, "list", { value: Token.asList(variable.value) });
  new TerraformLocal(stack, "nested", [[1, 0.5], [{ a: undefined, b: null, c: [variable.value, "d"] }]]);
  new TerraformLocal(stack, "late", { at: { resolve: () => "made late", creationStack: [] } });
  stack.addOverride("terraform.required_version", ">= 1.11.0");
  stack.addOverride("output.list.value", Lazy.anyValue({ produce: () => "overridden" }));
  stack.addOverride("output.number.sensitive", undefined);

  const json = stackTerraform(stack);
  expect(json).toEqual(cdktfsOwn(stack));
  expect(JSON.stringify(json)).not.toMatch(/TfToken|e\+\d{3}/);
  expect(json).toMatchObject({ output: { list: { value: "overridden" }, number: { value: "${var.on}" } } });
});

test("fails when a value cannot be resolved, and names its attribute", () => {
  const stack = testStack();
  new TerraformOutput(stack, "model", { value: { handler: () => 1 } });
  expect(() => stackTerraform(stack)).toThrow("/output/model/value/handler");
});
