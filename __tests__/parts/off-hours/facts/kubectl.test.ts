import * as fc from "fast-check";
import { scaleCall } from "../../../../src/parts/off-hours/facts/kubectl";

const IMAGE = "registry.k8s.io/kubectl:v1.36.2";
const NAMES = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/), { minLength: 1 });

test("OPS-04 a call of kubectl scale has its replicas, Deployments and namespace, in any order", () => {
  fc.assert(
    fc.property(NAMES, fc.nat(99), fc.boolean(), (deployments, replicas, isFirst) => {
      const targets = deployments.map((name) => `deployment/${name}`);
      const flags = [`--replicas=${replicas}`, "--namespace=models"];
      const args = isFirst ? [...flags, ...targets] : [...targets, ...flags];
      expect(scaleCall(IMAGE, ["scale", ...args])).toEqual({ namespace: "models", replicas, deployments });
    }),
  );
});

test.each([
  ["another program", "example/kubectl-proxy:1", ["scale", "--replicas=0", "deployment/a"]],
  ["another command", IMAGE, ["delete", "deployment/a"]],
  ["no replicas", IMAGE, ["scale", "deployment/a"]],
  ["no Deployment", IMAGE, ["scale", "--replicas=0"]],
  ["a StatefulSet", IMAGE, ["scale", "--replicas=0", "statefulset/a"]],
  ["a negative number", IMAGE, ["scale", "--replicas=-1", "deployment/a"]],
  ["a flag that is not read", IMAGE, ["scale", "--replicas=0", "--all", "deployment/a"]],
])("OPS-04 a container with %s is not read as one that scales Deployments", (_, image, args) => {
  expect(scaleCall(image, args)).toBeUndefined();
});
