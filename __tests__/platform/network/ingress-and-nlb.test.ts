import { ENVIRONMENTS, configWith } from "../../support/environments";
import { planOf } from "../../support/reference-plans";
import { value } from "./demo-stack";

const optionA = ENVIRONMENTS.filter((name) => configWith(name).entry.type !== "terraform-alb");

test.each(optionA)("ALB-01 %s has no ALB in Terraform", (environment) => {
  const { stacks } = planOf(environment);
  expect(stacks.length).toBeGreaterThan(1);
  expect(stacks.flatMap((each) => each.resources("aws_lb"))).toEqual([]);
});

test.each(["alb_arn", "alb_dns_name", "alb_zone_id", "eks_api_target_group_arn"])(
  "OUT-01 with an Ingress the network layer has no output %s",
  (output) => {
    expect(planOf("retail-forecast").stack("network").outputs).not.toHaveProperty(output);
  },
);

test("OUT-01 with an Ingress the network layer exports the addresses of its host", () => {
  expect(value(planOf("retail-forecast").stack("network"), "api_demo_config")).toEqual({
    public_endpoint: "https://forecast.retail.example.com",
    health_check: "https://forecast.retail.example.com/health",
    predict_endpoint: "https://forecast.retail.example.com/predict",
  });
});

test("OUT-01 a health check that no path of the Ingress covers is not exported", () => {
  expect(value(planOf("mlapp").stack("network"), "api_demo_config")).toEqual({
    public_endpoint: "https://mlapp.com",
    predict_endpoint: "https://mlapp.com/predict",
  });
});

test("OUT-01 an NLB, whose name is known only after the models layer, has no addresses", () => {
  expect(planOf("ml-inference-prod").stack("network").outputs).not.toHaveProperty("api_demo_config");
});
