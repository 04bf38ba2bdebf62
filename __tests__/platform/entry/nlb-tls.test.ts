import { asObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";
import { ML_NLB, NLB, annotations, config } from "./entry-stack";

const HARDENED = "ml-inference-hardened";
const portsOf = (plan: ReturnType<typeof planOf>) => asObject(config(plan, ML_NLB)["spec"])["port"];

test("an NLB with a certificate accepts TLS 1.2 and newer on port 443", () => {
  const plan = planOf(HARDENED);
  expect(portsOf(plan)).toEqual([{ name: "http", port: 443, target_port: "http", protocol: "TCP" }]);
  expect(annotations(plan, ML_NLB)).toMatchObject({
    [`${NLB}ssl-cert`]: "${data.terraform_remote_state.network.outputs.certificate_arn}",
    [`${NLB}ssl-ports`]: "443",
    [`${NLB}ssl-negotiation-policy`]: "ELBSecurityPolicy-TLS13-1-2-2021-06",
  });
  expect(plan.stack("network").outputs["certificate_arn"]).toMatchObject({
    value: "arn:aws:acm:ap-southeast-2:666677778888:certificate/0a1b2c3d-0000-4000-8000-666677778888",
  });
});

test("TLS can have another port", () => {
  const plan = planWith(HARDENED, { entry: { port: 8443 } });
  expect(portsOf(plan)).toMatchObject([{ port: 8443 }]);
  expect(annotations(plan, ML_NLB)).toMatchObject({ [`${NLB}ssl-ports`]: "8443" });
});

test("an NLB without a certificate has no TLS settings", () => {
  const keys = Object.keys(annotations(planOf("ml-inference-prod"), ML_NLB));
  expect(keys.filter((key) => key.includes("ssl"))).toEqual([]);
});
