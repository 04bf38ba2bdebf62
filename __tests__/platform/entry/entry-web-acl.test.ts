import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";
import "../../support/terraform-matchers";
import { ALB, ingress } from "./entry-stack";

const ACL = `${ALB}wafv2-acl-arn`;
const associations = (plan: ReturnType<typeof planOf>) =>
  plan.stack("models").resources("aws_wafv2_web_acl_association");

test("without a route to the WAF API, Terraform associates the web ACL with the ALB of the Ingress", () => {
  const plan = planOf("retail-forecast");
  expect(plan.text("models")).toHaveResourceWithProperties(Wafv2WebAclAssociation, {
    resource_arn: "${data.aws_lb.entry.arn}",
    web_acl_arn:
      "arn:aws:wafv2:ap-southeast-1:111122223333:regional/webacl/retail-forecast/0a1b2c3d-0000-4000-8000-111122223333",
  });
  expect(ingress(plan)).not.toHaveProperty([ACL]);
});

test("with a route to the WAF API, the controller associates the web ACL", () => {
  expect(associations(planOf("mlapp"))).toEqual([]);
  expect(ingress(planOf("mlapp"))).toHaveProperty([ACL]);
});

test("without a web ACL there is no association", () => {
  expect(associations(planWith("retail-forecast", { entry: { webAclArn: null } }))).toEqual([]);
});

const nameOf = (host: string): string | undefined => {
  const [entry] = planOf("retail-forecast").stack("models").dataSources("aws_lb");
  const pattern = /regex\("([^"]*)"/.exec(String(entry?.config["name"]))?.[1];
  return new RegExp(String(pattern)).exec(host)?.[1];
};

test.each([
  ["k8s-models-0a1b2c3d4e-1234567890.ap-southeast-1.elb.amazonaws.com", "k8s-models-0a1b2c3d4e"],
  ["internal-k8s-models-0a1b2c3d4e-1234567890.ap-southeast-1.elb.amazonaws.com", "k8s-models-0a1b2c3d4e"],
  ["k8s-models-12345-6789-987.cn-north-1.elb.amazonaws.com.cn", "k8s-models-12345-6789"],
])("the ALB with the DNS name %s is found by the name %s", (host, name) => {
  expect(nameOf(host)).toBe(name);
});
