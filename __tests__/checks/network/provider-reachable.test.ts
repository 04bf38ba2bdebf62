import { providerReachable } from "../../../src/checks/network/provider-reachable";
import { type Editable } from "../../support/altered";
import { type Edit, newlyFound } from "../../support/findings";

const ML = "ml-platform";

test("a range of the provider without a route is found", () => {
  const edit: Edit = ({ platform }) => {
    platform.resource.kubernetes_deployment_v1.log_in_mlflow.metadata.annotations[
      "private-eks-inference/issuer-cidrs"
    ] = "192.0.2.0/28";
  };
  expect(newlyFound([providerReachable], ML, edit).join("\n")).toContain(
    "login.example.com has the range 192.0.2.0/28, which is outside of the VPC",
  );
});

test("nodes without a rule to the provider are found", () => {
  const edit: Edit = ({ network }) => {
    const rules = network.resource.aws_vpc_security_group_egress_rule as Record<string, Editable>;
    for (const [name, { description }] of Object.entries(rules))
      if (description === "identity provider of the log-in") Reflect.deleteProperty(rules, name);
  };
  expect(newlyFound([providerReachable], ML, edit)).not.toEqual([]);
});

test("a narrower route that leads elsewhere cuts the provider off", () => {
  const edit: Edit = ({ network }) => {
    const routes = network.resource.aws_route as Record<string, Editable>;
    const [[name, wide] = ["", {}]] = Object.entries(routes).filter(
      ([, each]) => "transit_gateway_id" in each,
    );
    routes[`${name}_narrower`] = {
      route_table_id: String(wide["route_table_id"]),
      // A half of the range of the provider.
      destination_cidr_block: "10.64.8.0/29",
      network_interface_id: "eni-0123456789abcdef0",
    };
  };
  expect(newlyFound([providerReachable], ML, edit)).not.toEqual([]);
});
