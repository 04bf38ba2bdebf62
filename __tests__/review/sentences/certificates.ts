import { type SentenceCase } from "./case";

const CERTIFICATE = "aws_acm_certificate.entry";
const certificate = (domain: string) => ({ [CERTIFICATE]: { domain_name: domain } });

const LISTENER = "aws_lb_listener.https";
const listener = (arn: string) => ({
  [LISTENER]: { load_balancer_arn: "${aws_lb.main.arn}", port: 443, certificate_arn: arn },
});
const arnOf = (id: string) => `arn:aws:acm:eu-west-1:111122223333:certificate/${id}`;

/** Certificates that clients get. */
export const CERTIFICATE_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "network",
    before: certificate("a.example.com"),
    lines: [
      "attention: aws_acm_certificate.entry is destroyed: AWS deletes no certificate in use, so the apply waits and then fails if something still serves it",
    ],
  },
  {
    layer: "network",
    before: certificate("a.example.com"),
    after: certificate("b.example.com"),
    lines: [
      "attention: aws_acm_certificate.entry is replaced: AWS issues the new one after the validation of all its names",
    ],
  },
  {
    layer: "network",
    before: listener(arnOf("a")),
    after: listener(arnOf("b")),
    lines: [
      "attention: certificate of aws_lb_listener.https: arn:aws:acm:eu-west-1:111122223333:certificate/a → arn:aws:acm:eu-west-1:111122223333:certificate/b; clients refuse it unless AWS has issued it for their host names",
    ],
  },
];
