import { planWith } from "../../support/changed-plans";
import { newlyFound } from "../../support/findings";
import { networkPolicyWide as check } from "../../../src/checks/network/network-policy-wide";
import { newMessages, policy, referenceFindings } from "./findings";

describe("network-policy-wide", () => {
  test("reports a path of one model that the policy of all models opens", () => {
    const model = (name: string, kubernetesApi: boolean) => ({ name, image: { tag: "1" }, kubernetesApi });
    const plan = planWith("retail-forecast", { models: [model("alone", true), model("other", false)] });
    const findings = newlyFound([check], plan, ({ models }) => {
      policy(models, "all_models")["egress"].push(...policy(models, "alone")["egress"]);
    });
    expect(findings).toContainEqual(expect.stringContaining("the Kubernetes API, which other does not need"));
  });

  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a policy that allows the whole VPC", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "kubernetes_network_policy_v1.all_models",
      ({ models }) => {
        policy(models, "all_models")["ingress"][0].from[0].ip_block.cidr = "10.0.0.0/16";
      },
    );
    expect(messages).toContain("10.0.0.0/16, which is wider than needed");
  });

  test("reports a policy that allows an additional port", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "kubernetes_network_policy_v1.all_models",
      ({ models }) => policy(models, "all_models")["ingress"][0].ports.push({ port: "22" }),
    );
    expect(messages).toContain("TCP 22, which nothing needs");
  });

  test("reports a policy that allows DNS pods in every namespace", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "kubernetes_network_policy_v1.all_models",
      ({ models }) => {
        policy(models, "all_models")["egress"][0].to[0].namespace_selector = {};
      },
    );
    expect(messages).toContain("wider than needed");
  });

  test("reports a policy with rules that selects every pod", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "kubernetes_network_policy_v1.all_models",
      ({ models }) => {
        policy(models, "all_models")["pod_selector"] = {};
      },
    );
    expect(messages).toContain("selects every pod");
  });

  const egressOfAll = (change: (rules: readonly Rule[]) => void) =>
    newMessages(check, "retail-forecast", "kubernetes_network_policy_v1.all_models", ({ models }) => {
      change(policy(models, "all_models")["egress"] as readonly Rule[]);
    });
  const only = (rules: readonly Rule[], port: string): Rule => {
    const rule = rules.find(({ ports }) => ports?.some((each) => String(each["port"]) === port));
    if (!rule) throw new Error(`no rule of port ${port}`);
    return rule;
  };

  test("reports a peer on a port that only another peer of the rule needs", () => {
    const messages = egressOfAll((rules) => {
      const dns = only(rules, "53");
      dns.to?.push(...(only(rules, "443").to ?? []));
      dns.ports?.push(...(only(rules, "443").ports ?? []));
    });
    expect(messages).toMatch(/allows egress to pods .*kube-dns.* on TCP 443, which nothing needs/);
    expect(messages).toMatch(/allows egress to [\d./]+ on (TCP|UDP) 53, which nothing needs/);
  });

  test("reports a rule without peers, which allows all", () => {
    const messages = egressOfAll((rules) => delete only(rules, "443").to);
    expect(messages).toContain("allows egress to every address");
  });

  test("reports a rule without ports, which allows all", () => {
    const messages = egressOfAll((rules) => delete only(rules, "53").ports);
    expect(messages).toContain("allows egress on every port");
  });
});

interface Rule {
  to?: Record<string, unknown>[];
  ports?: Record<string, unknown>[];
}
