import * as fc from "fast-check";
import { planWith } from "../../support/changed-plans";
import { config, at, container } from "../models-stack";

test("API-05 any configured port is used by the container and the security groups, and the network policy has its name", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 65535 }), (port) => {
      const plan = planWith("retail-forecast", { models: [{ name: "api", image: { tag: "1" }, port }] });
      const api = container(plan, "api");
      expect(api["port"]).toEqual([{ name: "http", container_port: port, protocol: "TCP" }]);
      expect(at(api, "readiness_probe", "http_get", "port")).toBe("http");
      expect(at(config(plan, "kubernetes_service_v1.api"), "spec", "port", 0, "target_port")).toBe("http");
      const policy = config(plan, "kubernetes_network_policy_v1.all_models");
      expect(at(policy, "spec", "ingress", 0, "ports")).toEqual([{ port: "http", protocol: "TCP" }]);
      const network = plan.stack("network");
      for (const address of [
        `aws_vpc_security_group_egress_rule.alb_to_nodes_${port}`,
        `aws_vpc_security_group_ingress_rule.nodes_from_alb_${port}`,
      ]) {
        expect(network.find(address)?.config).toMatchObject({ from_port: port, to_port: port });
      }
    }),
    { numRuns: 5 },
  );
});
