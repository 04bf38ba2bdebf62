import { own } from "../../base/own";
import { entryReach } from "../../environment/entry";
import { LOG_IN_NAME } from "./names";
import { programsWithLogIn } from "./programs-of";
import { type LogInSettings } from "./settings";
import { type RuleProblem, allOf, forEach } from "../../environment/rule-problems";
import { unreachedRanges } from "../private-host";
import { type EnvironmentConfig } from "../../environment/schema";

const PATH = ["components", LOG_IN_NAME];

/** The load balancer and the provider exist and are reached, and each page has a program and a host of its own. */
export const logInRules = (settings: LogInSettings, config: EnvironmentConfig): RuleProblem[] =>
  allOf(
    () => entryRules(config),
    () => nodeRules(config),
    () => unreachedRanges(config, [...PATH, "privateHost", "cidrs"], settings.privateHost.cidrs),
    () => regionRules(settings, config),
    () => programRules(settings, config),
  );

function entryRules({ entry }: EnvironmentConfig): RuleProblem[] {
  if (entry.type === "ingress" && entry.scheme === "internal" && entryReach(entry).servesHttps) return [];
  return [
    {
      path: PATH,
      expected: "an entry with an internal load balancer of the controller and HTTPS",
      fix: "set entry.type to ingress, entry.scheme to internal, and entry.host with a certificate, or remove the part",
    },
  ];
}

const nodeRules = ({ cluster }: EnvironmentConfig): RuleProblem[] =>
  Object.keys(cluster.nodeGroups).length > 0
    ? []
    : [
        {
          path: PATH,
          expected: "a node group, since the driver that mounts the secret runs on no Fargate node",
          fix: "add a node group to cluster.nodeGroups, or remove the part",
        },
      ];

function regionRules({ secretArn, certificateArn, kmsKeyArn }: LogInSettings, { region }: EnvironmentConfig) {
  return Object.entries({ secretArn, certificateArn, kmsKeyArn }).flatMap(([key, arn]): RuleProblem[] =>
    arn === undefined || arn.split(":")[3] === region
      ? []
      : [
          {
            path: [...PATH, key],
            expected: `an ARN in ${region}, the region of the environment`,
            fix: "create it in that region, and write its ARN",
          },
        ],
  );
}

function programRules(settings: LogInSettings, config: EnvironmentConfig): RuleProblem[] {
  const programs = programsWithLogIn(settings);
  return forEach(programs, ({ id, title, part, host }, index) => {
    const path = [...PATH, "programs", id];
    const other = programs.slice(0, index).find((each) => each.host === host);
    const owner = entryReach(config.entry).hosts.includes(host)
      ? "a host of entry"
      : other && `the host of ${other.id}`;
    return [
      ...(own(config.components ?? {}, part) === undefined
        ? [
            {
              path,
              got: `a log-in to ${title}, which the file does not have`,
              expected: "a program of the file",
              fix: `add components.${part}, or remove the key`,
            },
          ]
        : []),
      ...(owner === undefined
        ? []
        : [
            {
              path: [...path, "host"],
              got: `${host}, which is ${owner}`,
              expected: "a host of its own",
              fix: "write another host, which the certificate covers",
            },
          ]),
    ];
  });
}
