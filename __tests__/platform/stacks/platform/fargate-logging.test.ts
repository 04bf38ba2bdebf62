import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { asObject } from "../../../../src/terraform/stack-json";
import { ENVIRONMENTS } from "../../../support/environments";
import "../../../support/terraform-matchers";
import { platform, text } from "./platform-stack";

const config = "kubernetes_config_map_v1.fargate_logging";

test("FAR-01 the log router is configured only if pods run on Fargate", () => {
  expect(ENVIRONMENTS.filter((name) => platform(name).find(config))).toEqual(["mlapp"]);
});

test("FAR-01 the log router's namespace has the name and label that Fargate requires", () => {
  expect(text("mlapp")).toHaveResourceWithProperties(NamespaceV1, {
    metadata: { name: "aws-observability", labels: { "aws-observability": "enabled" } },
  });
});

test("FAR-01 the log router's ConfigMap has the name that Fargate requires", () => {
  expect(text("mlapp")).toHaveResourceWithProperties(ConfigMapV1, {
    metadata: {
      name: "aws-logging",
      namespace: "${kubernetes_namespace_v1.fargate_logging.metadata[0].name}",
    },
  });
});

describe("the output of the log router", () => {
  const data = asObject(platform("mlapp").find(config)?.config["data"]);

  test("FAR-01 the log router writes to the log group of the cluster layer, in its region", () => {
    expect(data["output.conf"]).toContain("    region us-east-1\n");
    expect(data["output.conf"]).toContain(
      "    log_group_name ${data.terraform_remote_state.cluster.outputs.fargate_log_group}\n",
    );
  });

  test("FAR-01 the log router creates no log group", () => {
    expect(data["output.conf"]).toContain("    auto_create_group false\n");
  });

  test("FAR-01 the log router's own logs are off", () => {
    expect(data["flb_log_cw"]).toBe("false");
  });
});

describe("the configuration of the log router", () => {
  const { flb_log_cw, ...sections } = asObject(platform("mlapp").find(config)?.config["data"]) as Record<
    string,
    string
  >;

  test("FAR-01 the log router's configuration has only the sections that Fargate accepts", () => {
    expect(flb_log_cw).toBeDefined();
    const heads = Object.entries(sections).map(([key, body]) => [
      key,
      [...new Set(body.match(/^\[\w+\]$/gm))],
    ]);
    expect(Object.fromEntries(heads)).toEqual({
      "filters.conf": ["[FILTER]"],
      "output.conf": ["[OUTPUT]"],
      "parsers.conf": ["[PARSER]"],
    });
  });

  test("FAR-01 the log router's configuration is within Fargate's 5,300 characters, with 200 to spare", () => {
    expect(Object.values(sections).join("").length).toBeLessThan(5_300 - 200);
  });
});
