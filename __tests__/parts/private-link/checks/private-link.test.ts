import { CHECKS } from "../../../../src/checks/all";
import { severityOf } from "../../../../src/checks/run";
import { privateLinkConsumers } from "../../../../src/parts/private-link/checks/private-link-consumers";
import { statedIn } from "../../../../src/infrastructure/stated";
import { configWith } from "../../../support/environments";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { CONTEXT, type Edit, foundBy, newlyFound } from "../../../support/findings";
import {
  CONSUMER,
  ML,
  privateLinkPlan,
  withPrivateLink,
  withoutPrivateLink,
} from "../../../support/private-link";
import { settingsFor } from "../../../support/recorded-causes";

/** Errors and warnings that a plan has beside those of the environment without PrivateLink, with what its file states. */
function added(settings: object = {}, edit: Edit = () => undefined): string[] {
  const statedOf = () => statedIn(settingsFor(configWith(ML, withPrivateLink(settings))));
  const linesOf = (plan: ReturnType<typeof environmentPlan>): string[] =>
    CHECKS.flatMap((check) =>
      check
        .run(plan, { ...CONTEXT, statedOf })
        .filter(({ isNotice }) => isNotice !== true)
        .map((each) => `${severityOf({ ...each, check })} ${check.id} ${each.address}: ${each.message}`),
    );
  const before = new Set(linesOf(environmentPlan(withoutPrivateLink())));
  return linesOf(altered(privateLinkPlan(settings), edit)).filter((line) => !before.has(line));
}

const service =
  (edit: (service: Editable) => void): Edit =>
  ({ models }) => {
    edit(models.resource.aws_vpc_endpoint_service.private_link_ml_inference_api);
  };

const newly = (edit: Edit): string => newlyFound(CHECKS, privateLinkPlan(), edit).join("\n");

test("ML-06 named principals that the owner accepts have no finding", () => {
  expect(added()).toEqual([]);
});

test("ML-06 a principal that the file does not name is found", () => {
  const lines = added(
    {},
    service((each) => (each["allowed_principals"] = ["arn:aws:iam::777788889999:root"])),
  );
  expect(lines.join("\n")).toContain("policy-principals");
  expect(lines.join("\n")).toContain("account 777788889999");
});

test("ML-06 everyone is no principal", () => {
  expect(newly(service((each) => (each["allowed_principals"] = ["*"])))).toContain(
    "way-into-vpc aws_vpc_endpoint_service.private_link_ml_inference_api: an endpoint service leads other VPCs to a load balancer of this one: it asks before each connection, and allows *",
  );
});

test("ML-06 a load balancer that these stacks do not show is found", () => {
  const other =
    "arn:aws:elasticloadbalancing:ap-southeast-2:222233334444:loadbalancer/net/other/0123456789abcdef";
  expect(newly(service((each) => (each["network_load_balancer_arns"] = [other])))).toContain("way-into-vpc");
});

test("ML-06 connections of another account that nobody accepts are a warning", () => {
  expect(added({ acceptance: false })).toEqual([
    "warning private-link-consumers aws_vpc_endpoint_service.private_link_ml_inference_api: the consumers: each connection is accepted without approval, and account 444455556666 may connect",
  ]);
});

test("ML-06 connections of the own account need nobody who accepts them", () => {
  const own = "arn:aws:iam::222233334444:root";
  expect(
    foundBy(privateLinkConsumers, environmentPlan(privateLinkPlan({ acceptance: false, principals: [own] }))),
  ).toEqual([]);
});

test.each([
  ["empty", (each: Editable) => (each["allowed_principals"] = [])],
  ["unset", (each: Editable) => delete each["allowed_principals"]],
])("ML-06 no consumer can connect to a service whose principals are %s", (_, edit) => {
  expect(newly(service(edit))).toContain(
    "private_link_ml_inference_api: the consumers: it allows nobody to connect",
  );
});

test("ML-06 a service supports the address types of its load balancer", () => {
  expect(newly(service((each) => (each["supported_ip_address_types"] = ["ipv4"])))).toBe("");
  expect(newly(service((each) => (each["supported_ip_address_types"] = ["ipv6"])))).toContain(
    "it supports the address type ipv6, expected ipv4, which its load balancer has",
  );
});

test("ML-06 without judged ranges, a finding says that each accepted consumer reaches the port", () => {
  expect(added({ consumerRanges: "any" })).toEqual([
    "warning private-link-consumers aws_vpc_endpoint_service.private_link_ml_inference_api: the consumers: no rule judges their addresses: each accepted consumer reaches TCP 80 from every address of its network",
  ]);
});

test("ML-06 consumers have no route, and their ranges need none", () => {
  const edit: Edit = ({ network }) => {
    const rules = network["resource"].aws_vpc_security_group_ingress_rule as Record<string, Editable>;
    const [rule] = Object.values(rules).filter((each) => each["cidr_ipv4"] === "10.0.0.0/8");
    if (rule) rule["cidr_ipv4"] = "172.24.0.0/16";
  };
  expect(newly(edit)).not.toContain("clients-have-return-path");
  expect(newlyFound(CHECKS, withoutPrivateLink(), edit).join("\n")).toContain("clients-have-return-path");
});

test("ML-06 a lookup by the tags of the controller waits for the Service of the NLB", () => {
  const byTags =
    (after: string): Edit =>
    ({ models }) => {
      models.data.aws_lb.private_link_ml_inference_api = {
        tags: {
          "elbv2.k8s.aws/cluster": "ml-inference-prod-cluster",
          "service.k8s.aws/stack": "ml-inference/ml-inference-api-nlb",
        },
        depends_on: [after],
      };
    };
  expect(newly(byTags("kubernetes_service_v1.ml_inference_api_nlb"))).toBe("");
  expect(newly(byTags("kubernetes_service_v1.ml_inference_api"))).toBe(
    "private-link-lookup data.aws_lb.private_link_ml_inference_api: it is read before the controller makes the load balancer of kubernetes_service_v1.ml_inference_api_nlb",
  );
});

test("ML-06 another principal of an endpoint service is judged too", () => {
  const more: Edit = ({ models }) => {
    models.resource.aws_vpc_endpoint_service_allowed_principal = {
      more: {
        vpc_endpoint_service_id: "${aws_vpc_endpoint_service.private_link_ml_inference_api.id}",
        principal_arn: "*",
      },
    };
  };
  expect(newly(more)).toContain("way-into-vpc aws_vpc_endpoint_service_allowed_principal.more");
  expect(CONSUMER).toContain("444455556666");
});
