import { z } from "../../../src/base/zod";
import { component } from "../../../src/platform/contract";
import { awsLocation } from "../../../src/facts/aws";

const settings = z.strictObject({ queue: z.string().describe("Name of the queue.") });

/** A part that exists in tests only, with every shape of a declaration. */
export const probe = component<z.output<typeof settings>>({
  id: "probe",
  title: "Probe",
  settings,
  identities: ({ config }) => [
    {
      name: "probe",
      id: "Role",
      description: "Reports to the queue",
      trust: { namespace: "probe", serviceAccount: "probe", accountId: "Account" },
      statements: [
        {
          Effect: "Allow",
          Action: "sqs:SendMessage",
          Resource: `arn:${awsLocation(config.account, config.region).partition}:sqs:*:*:probe-*`,
        },
      ],
    },
  ],
  charts: [
    {
      name: "probe",
      id: "Release",
      repository: "https://charts.example.com",
      version: "1.2.3",
      images: { agent: { repository: "public.ecr.aws/probe/agent", tag: "v1.2.3" } },
      namespace: "probe",
      podSecurity: "baseline",
      identity: "probe",
      values: ({ image, output }, { settings: { queue } }) => ({
        image: image("agent"),
        serviceAccount: { create: false, name: "probe" },
        tolerations: [{ operator: "Exists" }],
        resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "64Mi" } },
        queue,
        logGroup: output("probe_log_group"),
      }),
      failsClosed: true,
      crdsCommand: { output: "probe_crds_command", of: "the probe" },
    },
  ],
  needs: () => ({
    services: [
      { service: "sqs", why: "receives reports" },
      { service: "sts", why: "exchanges its service account for a role" },
    ],
    fromControlPlane: [{ port: 9555, why: "webhook of the Probe" }],
  }),
  contributes: ({ names }) => ({
    privateSubnetTags: { "probe.example.com/discovery": names.cluster },
    encryptedLogGroups: [`/probe/${names.cluster}`],
  }),
});
