import { plain } from "../../../src/tools/review/phrase";
import { planOf } from "../../support/reference-plans";
import { type Layers, outputStacks, reviewOf } from "./pairs";

const environment = "mlapp";

type Edit = (layers: Layers) => void;

interface SilentEdit {
  readonly what: string;
  /** What the environment also has before the change. */
  readonly having: Edit;
  readonly edit: Edit;
  readonly line: string;
}

const table = (json: Layers["network"], type: string) => (json["resource"][type] ??= {});

const BALANCER = "arn:aws:elasticloadbalancing:us-east-1:333344445555:loadbalancer/app";

const associated =
  (name: string, balancer: string): Edit =>
  ({ network }) => {
    table(network, "aws_wafv2_web_acl_association")[name] = {
      resource_arn: `${BALANCER}/${balancer}/1`,
      web_acl_arn: "arn:aws:wafv2:us-east-1:333344445555:regional/webacl/one/1",
    };
  };

const policy =
  (spec: object): Edit =>
  ({ models }) => {
    table(models, "kubernetes_network_policy_v1")["batch"] = {
      metadata: { name: "batch", namespace: "mlapp" },
      spec: { policy_types: ["Ingress", "Egress"], ingress: [], egress: [], ...spec },
    };
  };

/** Pods of the release of another program. */
const OF_ANOTHER_PROGRAM = { pod_selector: { match_labels: { app: "batch" } } };

const aliased: Edit = ({ cluster }) => {
  const [main] = cluster["provider"].aws;
  cluster["provider"].aws.push({ ...main, alias: "other", region: "eu-central-1" });
};

const EDITS: readonly SilentEdit[] = [
  {
    what: "an IPv6 record ends beside the IPv4 record of the same host",
    having: ({ models }) => {
      const alias = { name: "lb.example.com", zone_id: "Z9", evaluate_target_health: false };
      for (const type of ["A", "AAAA"])
        table(models, "aws_route53_record")[type] = { type, zone_id: "Z1", name: "a.mlapp.com", alias };
    },
    edit: ({ models }) => {
      delete table(models, "aws_route53_record").AAAA;
    },
    line: "outage: no longer: a.mlapp.com resolves to lb.example.com, in hosted zone Z1",
  },
  {
    what: "another certificate of a block that no topic compares",
    having: ({ network }) => {
      const certificate_arn = "arn:aws:acm:us-east-1:333344445555:certificate/1";
      table(network, "aws_apigatewayv2_domain_name").api = {
        domain_name: "api.mlapp.com",
        domain_name_configuration: { certificate_arn, endpoint_type: "REGIONAL", security_policy: "TLS_1_2" },
      };
    },
    edit: ({ network }) => {
      table(network, "aws_apigatewayv2_domain_name").api.domain_name_configuration.certificate_arn =
        "arn:aws:acm:us-east-1:333344445555:certificate/2";
    },
    line: "attention: not understood: domain_name_configuration.certificate_arn of aws_apigatewayv2_domain_name.api: arn:aws:acm:us-east-1:333344445555:certificate/1 → arn:aws:acm:us-east-1:333344445555:certificate/2",
  },
  {
    what: "a web ACL filters another load balancer",
    having: associated("one", "first"),
    edit: associated("one", "second"),
    line: `in place: no web ACL filters requests of ${BALANCER}/first/1 any more: aws_wafv2_web_acl_association.one is replaced`,
  },
  {
    what: "the web ACL of one load balancer ends while another one gets it",
    having: associated("one", "first"),
    edit: (layers) => {
      delete table(layers.network, "aws_wafv2_web_acl_association").one;
      associated("two", "second")(layers);
    },
    line: "in place: no web ACL filters requests any more: aws_wafv2_web_acl_association.one is destroyed",
  },
  {
    what: "a network policy admits more to pods that no stack has",
    having: policy(OF_ANOTHER_PROGRAM),
    edit: policy({
      ...OF_ANOTHER_PROGRAM,
      ingress: [{ from: [{ ip_block: { cidr: "10.0.0.0/8" } }], ports: [{ port: "80", protocol: "TCP" }] }],
    }),
    line: "attention: not understood: spec.ingress of kubernetes_network_policy_v1.batch",
  },
  {
    what: "the network policy of pods that no stack has ends",
    having: policy(OF_ANOTHER_PROGRAM),
    edit: ({ models }) => {
      delete table(models, "kubernetes_network_policy_v1").batch;
    },
    line: "attention: not understood: kubernetes_network_policy_v1.batch is destroyed",
  },
  {
    what: "a block gets a provider of another region",
    having: aliased,
    edit: ({ cluster }) => {
      for (const group of Object.values<Layers["cluster"]>(cluster["resource"].aws_cloudwatch_log_group))
        group["provider"] = "aws.other";
    },
    line: "attention: not understood: provider of aws_cloudwatch_log_group.control_plane: not set → aws.other",
  },
];

test.each(EDITS)("$what", ({ having, edit, line }) => {
  const { verdict, lines } = reviewOf({
    environment,
    before: outputStacks(planOf(environment), having),
    after: outputStacks(planOf(environment), (layers) => {
      having(layers);
      edit(layers);
    }),
  });
  expect(lines.map(({ level, harm, text }) => `${harm ?? level}: ${plain(text)}`)).toContainEqual(
    expect.stringContaining(line),
  );
  expect(verdict).not.toBe("safe");
});
