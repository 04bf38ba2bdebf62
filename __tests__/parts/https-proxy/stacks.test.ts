import { UserData } from "../../../src/infrastructure/text-user-data";
import { planWith } from "../../support/changed-plans";
import { PROXY_RANGES, PROXY_URL, proxyPlan, withProxy } from "../../support/https-proxy";
import { HUB, HUB_RANGES } from "../../support/hub";
import { type Plan } from "../../support/plan";
import { POD_RANGE, PODS_APART } from "../../support/pod-range";

const userData = (plan: Plan): string[] =>
  plan
    .stack("cluster")
    .resources("aws_launch_template")
    .map(({ config }) => UserData.in(config["user_data"])?.text ?? "");

const variables = (plan: Plan): Record<string, string> =>
  (plan.stack("models").resources("kubernetes_config_map_v1")[0]?.config["data"] ?? {}) as never;

const exceptions = (plan: Plan): string[] => (variables(plan)["NO_PROXY"] ?? "").split(",");

const plan = proxyPlan();
const home = "ap-southeast-1.amazonaws.com";

test("containerd of nodes has the variables, and no other service", () => {
  expect(userData(plan)).not.toEqual([]);
  for (const text of userData(plan)) {
    expect(text).toContain(`  instance:\n    environment:\n      containerd: {"HTTPS_PROXY":"${PROXY_URL}",`);
    expect(text).not.toContain('kubelet: {"HTTPS_PROXY"');
  }
});

test("the snapshotter of parallel pulls has them too", () => {
  const keys = { cluster: { nodeGroups: { general: { parallelImagePull: true } } } };
  expect(userData(planWith("retail-forecast", withProxy({}, keys))).join()).toContain(
    `      soci-snapshotter: {"HTTPS_PROXY":"${PROXY_URL}",`,
  );
});

test("Bottlerocket has them as settings of its network", () => {
  const keys = { cluster: { nodeGroups: { general: { amiType: "Bottlerocket" } } } };
  const text = userData(planWith("retail-forecast", withProxy({}, keys))).join();
  expect(text).toContain(`[settings.network]\nhttps-proxy = "${PROXY_URL}"\nno-proxy = ["localhost",`);
});

test("models have the variables in both cases of letters, unless the file sets them", () => {
  const { HTTPS_PROXY, HTTP_PROXY, https_proxy, http_proxy, no_proxy, NO_PROXY } = variables(plan);
  expect([HTTPS_PROXY, HTTP_PROXY, https_proxy, http_proxy]).toEqual(Array(4).fill(PROXY_URL));
  expect(no_proxy).toBe(NO_PROXY);
  const models = [{ name: "own", image: { tag: "1.0.0" }, environment: { NO_PROXY: "a.example" } }];
  const own = variables(planWith("retail-forecast", withProxy({}, { models })));
  expect([own["NO_PROXY"], own["no_proxy"], own["HTTPS_PROXY"]]).toEqual(["a.example", undefined, PROXY_URL]);
});

test("names of endpoints, of the cluster and of the node need no proxy", () => {
  expect(exceptions(plan)).toEqual(
    expect.arrayContaining([
      "localhost",
      "127.0.0.1",
      "169.254.169.254",
      "169.254.170.23",
      ".svc",
      ".cluster.local",
      ".eks.amazonaws.com",
      `sts.${home}`,
      `api.ecr.${home}`,
      `.dkr.ecr.${home}`,
      `s3.${home}`,
      `.s3.${home}`,
    ]),
  );
  expect(exceptions(plan)).not.toContain(".amazonaws.com");
});

test("names that the file adds are the last ones", () => {
  expect(exceptions(proxyPlan({ noProxy: [".corp.example"] })).at(-1)).toBe(".corp.example");
});

test("endpoints of a hub are exceptions too", () => {
  const [gateway] = withProxy().network.attachments;
  const attachments = [{ ...gateway, cidrs: [...(gateway?.cidrs ?? []), ...HUB_RANGES] }];
  const change = withProxy({}, { network: { ...HUB.network, attachments } });
  expect(exceptions(planWith("retail-forecast", change))).toEqual(exceptions(plan));
});

test("nodes reach the ranges on the port of the proxy, and no address of the internet", () => {
  const rules = plan
    .stack("network")
    .resources("aws_vpc_security_group_egress_rule")
    .filter(({ config }) => config["from_port"] === 3128);
  expect(rules.map(({ config }) => config["cidr_ipv4"])).toEqual(PROXY_RANGES);
  const all = plan.stack("network").resources("aws_vpc_security_group_egress_rule");
  expect(all.map(({ config }) => config["cidr_ipv4"])).not.toContain("0.0.0.0/0");
});

test("network policies of models admit the ranges on the port", () => {
  const text = plan.text("models");
  for (const range of PROXY_RANGES) expect(text).toContain(range);
  expect(text).toContain('"port": "3128"');
});

test("the output says which addresses the owner of the proxy admits", () => {
  expect(plan.stack("cluster").outputs["https_proxy"]).toMatchObject({
    value: { url: PROXY_URL, cidrs: PROXY_RANGES },
  });
});

test("addresses of pods in a range of their own need no proxy", () => {
  const keys = withProxy();
  const apart = { ...keys, network: { ...keys.network, ...PODS_APART.network } };
  expect(exceptions(planWith("retail-forecast", apart))).toContain(POD_RANGE);
});
