import { type ReviewCase } from "./case";
import { WITH_DEMO, ingressOf } from "./reference-blocks";

const RETAIL = "retail-forecast";
const PROD = "ml-inference-prod";
const PLATFORM = "ml-platform";
const B = "retail-forecast-option-b";

const RETAIL_API = { name: "retail-forecast-api", image: { tag: "1.0.0" }, port: 8080 };

/** Load balancers, host names, certificates, web ACLs, client ranges and paths. */
export const ENTRY_CASES: readonly ReviewCase[] = [
  {
    name: "a public entry becomes internal",
    environment: RETAIL,
    to: { entry: { scheme: "internal", webAclArn: null } },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "internet-facing", "internal"],
    cause: "entry.scheme",
    why: "The controller replaces the load balancer, and clients on the internet no longer reach the models.",
  },
  {
    name: "an internal entry becomes public",
    environment: PLATFORM,
    to: { entry: { scheme: "internet-facing", clientCidrs: null } },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "internet", "internal"],
    cause: "entry.scheme",
    why: "The load balancer is replaced by one with other addresses, and the models are open to the internet without a web ACL.",
  },
  {
    name: "the web ACL of a public entry is removed",
    environment: RETAIL,
    to: { entry: { webAclArn: null } },
    verdict: "needs attention",
    harm: "less protection",
    first: ["aws_wafv2_web_acl_association.guard", "webAclArn"],
    cause: "entry.webAclArn",
    why: "Requests from the internet reach the models without any filter.",
  },
  {
    name: "a public entry gets a web ACL",
    environment: "mlapp",
    from: { entry: { webAclArn: null } },
    to: {},
    verdict: "safe",
    harm: "in place",
    first: ["safe", "web ACL"],
    cause: "entry.webAclArn",
    why: "The entry gains protection, and the load balancer stays.",
  },
  {
    name: "the entry gets another certificate",
    environment: PLATFORM,
    to: {
      entry: {
        certificateArn:
          "arn:aws:acm:eu-central-1:444455556666:certificate/0a1b2c3d-0000-4000-8000-444455557777",
      },
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["certificate", "444455557777"],
    cause: "entry.certificateArn",
    why: "Only AWS knows whether the other certificate is issued and covers the host; if not, clients refuse it.",
  },
  {
    name: "only a part of the clients' network is admitted",
    environment: PROD,
    to: { entry: { clientCidrs: ["10.64.0.0/16"] } },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "10.0.0.0/8"],
    cause: "entry.clientCidrs",
    why: "Clients in the rest of the range, whom the file named, are cut off.",
  },
  {
    name: "a public entry serves plain HTTP",
    environment: RETAIL,
    to: { entry: { httpOnly: true, certificateArn: null, host: null } },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "HTTP", "httpOnly"],
    cause: "entry.httpOnly",
    why: "Clients that use HTTPS are refused, and requests cross the internet in plain text.",
  },
  {
    name: "the load balancer of the demo is turned on",
    environment: B,
    to: WITH_DEMO,
    verdict: "needs attention",
    harm: "open to everyone",
    first: ["internet", "aws_lb.demo", "+"],
    cause: "entry.demoEnabled",
    why: "A public load balancer opens a path from the internet to the model.",
  },
  {
    name: "the load balancer of the demo is turned off",
    environment: B,
    from: WITH_DEMO,
    to: {},
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "aws_lb.demo"],
    cause: "entry.demoEnabled",
    why: "Clients of the demo lose the load balancer and its name.",
  },
  {
    name: "the host name of the entry changes",
    environment: "mlapp",
    to: { entry: { host: "api.mlapp.com" } },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "mlapp.com", "api.mlapp.com"],
    cause: "entry.host",
    why: "Clients of the old name get 404, and the certificate no longer covers it.",
  },
  {
    name: "a second host name joins a certificate that Terraform made",
    environment: "mlapp",
    to: { entry: { alsoHosts: ["www.mlapp.com"] } },
    verdict: "needs attention",
    harm: "replaced",
    first: ["aws_acm_certificate.entry", "www.mlapp.com"],
    cause: "entry.alsoHosts",
    why: "The certificate is replaced, and AWS deletes the old one only after the models layer has moved the load balancer to the new one.",
  },
  {
    name: "Terraform makes the record of the host",
    environment: "mlapp",
    to: { entry: { dnsRecord: true } },
    verdict: "safe",
    harm: "none",
    first: ["safe", "mlapp.com"],
    cause: "entry.dnsRecord",
    why: "The entry is public already, and the creation fails rather than overwrites a record that exists.",
  },
  {
    name: "a public entry serves an administration path",
    environment: RETAIL,
    to: { models: [{ ...RETAIL_API, paths: ["/predict", "/health", "/admin"] }] },
    verdict: "needs attention",
    harm: "open to everyone",
    first: ["internet", "/admin"],
    cause: "models[0].paths",
    why: "A path that was closed opens to the internet.",
  },
  {
    name: "the public entry accepts old versions of TLS",
    environment: RETAIL,
    edit: (layers) => {
      ingressOf(layers).metadata.annotations["alb.ingress.kubernetes.io/ssl-policy"] =
        "ELBSecurityPolicy-2016-08";
    },
    verdict: "needs attention",
    harm: "less protection",
    first: ["ssl-policy", "ELBSecurityPolicy-2016-08"],
    why: "Clients can then use TLS 1.0 and weak ciphers.",
  },
  {
    name: "a running load balancer is protected from deletion",
    environment: B,
    from: WITH_DEMO,
    to: WITH_DEMO,
    edit: ({ network }) => {
      network.resource.aws_lb.demo.enable_deletion_protection = true;
    },
    verdict: "safe",
    harm: "in place",
    first: ["safe", "enable_deletion_protection"],
    why: "More protection, in place; a later deletion needs it to be turned off first.",
  },
];
