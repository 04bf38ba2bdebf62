import { nlbAnnotations } from "../../../src/platform/entry/nlb-service";

import { ALB, NLB } from "./entry-stack";
import { albAnnotations } from "../../../src/platform/entry/ingress-annotations";

const nlb = { healthPath: "/health", port: 443 };

test("all annotations are text, as Kubernetes requires", () => {
  const settings = {
    subnets: "subnet-a,subnet-b",
    securityGroupId: "sg-1",
    group: "models",
    idleSeconds: 60,
  };
  const values = [
    ...Object.values(albAnnotations({ ...settings, certificateArn: "arn", webAclArn: "arn" })),
    ...Object.values(nlbAnnotations({ ...settings, ...nlb, certificateArn: "arn" })),
  ];
  expect(values.length).toBeGreaterThan(20);
  expect(values.filter((value) => typeof value !== "string")).toEqual([]);
});

test("load balancers are internal by default", () => {
  const settings = {
    subnets: "subnet-a,subnet-b",
    securityGroupId: "sg-1",
    group: "models",
    idleSeconds: 60,
  };
  expect(albAnnotations(settings)[`${ALB}scheme`]).toBe("internal");
  expect(nlbAnnotations({ ...settings, ...nlb })[`${NLB}scheme`]).toBe("internal");
});
