import { Release } from "@cdktf/provider-helm/lib/release";
import { TerraformStack, Testing } from "cdktf";
import { parse } from "yaml";
import { CHART_FILES } from "../../src/platform/constructs/custom-resources/chart";
import { CustomResources } from "../../src/platform/custom-resources";
import "../support/terraform-matchers";
import { stackFiles } from "../../src/platform/stacks/added-files";
import { type CustomResource } from "../../src/platform/constructs/custom-resources/custom-resource";

const monitor = (name: string): CustomResource => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind: "ServiceMonitor",
  metadata: { name, namespace: "models" },
  spec: { note: "{{ .Release.Name }}" },
});

function synth(...names: string[]): { stack: TerraformStack; text: string } {
  const stack = new TerraformStack(Testing.app(), "test");
  for (const name of names) {
    const props = { releaseName: `${name}-resources`, namespace: "models", resources: [monitor(name)] };
    new CustomResources(stack, name, props);
  }
  return { stack, text: Testing.synth(stack) };
}

test("ALB-02 custom resources are installed with a chart beside the stack, not as kubernetes_manifest", () => {
  const { text } = synth("a");
  expect(text).toHaveResourceWithProperties(Release, {
    name: "a-resources",
    namespace: "models",
    chart: "${path.module}/charts/custom-resources",
    values: [JSON.stringify({ resources: [monitor("a")] }, null, 2)],
    atomic: true,
  });
  expect(text).not.toContain("kubernetes_manifest");
});

test("all releases of a stack share one copy of the chart", () => {
  const { stack } = synth("a", "b");
  expect([...stackFiles(stack).keys()]).toEqual([
    "charts/custom-resources/Chart.yaml",
    "charts/custom-resources/templates/resources.yaml",
  ]);
});

test("a stack without custom resources has no chart", () => {
  expect([...stackFiles(synth().stack).keys()]).toEqual([]);
});

test("Chart.yaml has the fields that Helm requires", () => {
  expect(parse(CHART_FILES["Chart.yaml"] as string)).toMatchObject({
    apiVersion: "v2",
    name: "custom-resources",
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
  });
});

test("the template prints each object as a separate document, without evaluating its text", () => {
  expect(CHART_FILES["templates/resources.yaml"]).toBe(
    "{{- range .Values.resources }}\n---\n{{ toYaml . }}\n{{- end }}\n",
  );
});
