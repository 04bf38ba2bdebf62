import { z } from "../../base/zod";
import { expects } from "../../environment/expects";
import { certificateArn, dnsName, kmsKeyArn } from "../../environment/values";
import { LOG_IN_PROGRAMS } from "./programs";
import { privateHost } from "../private-host";

const program = (title: string) =>
  z
    .strictObject({
      host: dnsName().describe(
        "Host of the page, which no other page and no model has. Its record in DNS leads to the load balancer of `entry`; make it outside of these stacks.",
      ),
      groups: z
        .array(
          z
            .string()
            .max(200)
            .regex(
              /^[\w./:@+-]+( [\w./:@+-]+)*$/,
              expects("the name of a group without commas", "copy the name from the claim groups of a token"),
            ),
        )
        .min(1, expects("at least one group", "write the groups whose members may open the page"))
        .describe("Groups of the provider, in the claim `groups`. Members of one of them may open the page."),
    })
    .optional()
    .describe(`Log-in to the pages of ${title}. Default: a forwarded port only.`);

export const settings = z
  .strictObject({
    issuer: z
      .string()
      .max(500)
      .regex(
        /^https:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{2,5})?(\/[\w.~+-]+)*\/?$/,
        expects(
          "an HTTPS URL such as https://login.example.com/realms/company",
          "copy the value of issuer from /.well-known/openid-configuration of the provider",
        ),
      )
      .describe(
        "URL of the OIDC provider, as in its tokens. Its certificate is of a public authority, and browsers reach it too.",
      ),
    privateHost: privateHost("provider", "Pods of the proxies").describe(
      "The host of the provider, in the VPC or an attached network.",
    ),
    clientId: z
      .string()
      .max(200)
      .regex(/^[\w./:@-]+$/, expects("the id of a client", "copy the id from the provider"))
      .describe(
        "Client at the provider. Its redirect URIs are `https://HOST/oauth2/callback` of each program.",
      ),
    secretArn: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-\w{6}$/,
        expects(
          "the ARN of a secret such as arn:aws:secretsmanager:eu-west-1:111122223333:secret:log-in-AbCdEf",
          "copy the whole ARN, with the six characters at its end",
        ),
      )
      .describe(
        "Secret in Secrets Manager, a JSON object with `clientSecret` and `cookieSecret`, 32 random bytes in base64. Pods mount it; no state has it.",
      ),
    kmsKeyArn: kmsKeyArn()
      .optional()
      .describe("Customer managed key of the secret. Default: the AWS managed key `aws/secretsmanager`."),
    certificateArn: certificateArn().describe(
      "ARN of an ACM certificate for the hosts of all programs, in the region of the environment.",
    ),
    programs: z
      .strictObject({
        mlflow: program(LOG_IN_PROGRAMS.mlflow.title),
        "kubeflow-pipelines": program(LOG_IN_PROGRAMS["kubeflow-pipelines"].title),
        grafana: program(LOG_IN_PROGRAMS.grafana.title),
        "argo-cd": program(LOG_IN_PROGRAMS["argo-cd"].title),
      })
      .refine(
        (programs) => Object.values(programs).some((each) => each !== undefined),
        expects("at least one program", "write a program with its host and groups, or remove the part"),
      )
      .describe("Programs to which people log in."),
  })
  .describe(
    "Log-in of people to pages of programs by an OIDC provider inside: a proxy for each program, behind the load balancer of `entry`. See docs/parts/log-in.md.",
  );

export type LogInSettings = z.output<typeof settings>;
