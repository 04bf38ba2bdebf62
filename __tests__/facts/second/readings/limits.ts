import { BILLING } from "../../../../src/facts/billing";
import { FARGATE, fargateSize } from "../../../../src/facts/fargate";
import { LOG_RETENTION_DAYS } from "../../../../src/facts/log-retention";
import { DOCUMENT_SIZES, QUOTAS, type QuotaName, vcpuQuotaOf } from "../../../../src/facts/quotas";
import { TLS_POLICIES, TLS_POLICY } from "../../../../src/facts/tls-policies";
import fargate from "../fargate.json";
import retention from "../log-retention.json";
import quotas from "../service-quotas.json";
import tls from "../tls-policies.json";
import { type SecondReading, differing, differingNames } from "../reading";

interface SecondQuota {
  readonly name: string;
  readonly service?: string;
  readonly code?: string;
  readonly most?: number;
  readonly adjustable?: boolean;
}

const SECOND: Readonly<Record<string, SecondQuota>> = quotas.quotas;

/** Protocols of a security policy; none for one that the second source lacks. */
const protocolsOf = (policy: string): readonly string[] =>
  (tls.policies as Readonly<Record<string, readonly string[]>>)[policy] ?? [];

const requiresTls12 = (policy: string): boolean =>
  protocolsOf(policy).length > 0 && protocolsOf(policy).every((each) => /^TLSv1\.[23]$/.test(each));

function quotaDifferences(name: string, second: SecondQuota): readonly string[] {
  const own = QUOTAS[name as QuotaName];
  return [
    ...(second.most === undefined ? [] : differing(`quota ${name}`, own?.most, second.most)),
    ...(second.adjustable === undefined
      ? []
      : differing(`adjustable quota ${name}`, own?.adjustable, second.adjustable)),
    ...(own?.code === undefined ? [] : differing(`code of ${name}`, own.code, [second.service, second.code])),
  ];
}

/** Codes of the quotas of an instance type, on demand and on Spot. */
const codesOf = (type: string): readonly string[] =>
  [false, true].map((isSpot) => QUOTAS[vcpuQuotaOf(type, isSpot) ?? "routes"].code?.[1] ?? "");

export const READINGS: readonly SecondReading[] = [
  {
    title: "quotas: Service Quotas, in lists of other projects",
    differences: () => Object.entries(SECOND).flatMap(([name, second]) => quotaDifferences(name, second)),
  },
  {
    title: "quotas of instance types: SkyPilot, and the families in the names of quotas",
    differences: () => [
      ...Object.entries(quotas.quotasOfTypes).flatMap(([type, codes]) =>
        differing(`quotas of ${type}`, codesOf(type), codes),
      ),
      ...Object.entries(quotas.familiesOfCodes).flatMap(([code, families]) =>
        families
          .filter((family) => !codesOf(`${family}.large`).includes(code))
          .map((family) => `${family} does not count towards ${code}`),
      ),
    ],
  },
  {
    title: "size of an endpoint policy: Service Quotas",
    differences: () =>
      differing("characters of an endpoint policy", DOCUMENT_SIZES.endpointPolicy, quotas.endpointPolicy),
  },
  {
    title: "retentions of logs: the schema of CloudFormation",
    differences: () => differingNames("retention", LOG_RETENTION_DAYS, retention.days),
  },
  {
    title: "security policies: protocols of Elastic Load Balancing",
    differences: () =>
      [TLS_POLICY, ...TLS_POLICIES.tls12]
        // The second source has no policies with forward secrecy alone.
        .filter((policy) => !policy.includes("-FS-"))
        .filter((policy) => !requiresTls12(policy))
        .map((policy) => `${policy} does not require TLS 1.2 in the second source`),
  },
  {
    title: "security policies: those with an old protocol are none of them, and each dated one is",
    differences: () =>
      Object.keys(tls.policies).flatMap((policy) => {
        const isNew = TLS_POLICIES.tls12.includes(policy) || TLS_POLICIES.dated.test(policy);
        return [
          ...differing(`${policy} requires TLS 1.2`, isNew, requiresTls12(policy)),
          ...differing(`${policy} is old`, TLS_POLICIES.old.test(policy), !requiresTls12(policy)),
        ];
      }),
  },
  {
    title: "sizes of pods on Fargate: those of Amazon ECS",
    differences: () =>
      fargate.sizes.flatMap(({ cpuUnits, fromMiB, toMiB, stepMiB = 1024 }) => {
        const cpuMillis = (cpuUnits / 1024) * 1000;
        const sized = (memoryMiB: number) => fargateSize(cpuMillis, memoryMiB - FARGATE.overheadMiB);
        return [
          ...differing(`least memory of ${cpuMillis}m`, sized(1), { cpuMillis, memoryGiB: fromMiB / 1024 }),
          ...differing(`most memory of ${cpuMillis}m`, sized(toMiB), { cpuMillis, memoryGiB: toMiB / 1024 }),
          ...differing(`memory above ${cpuMillis}m`, sized(toMiB + 1)?.cpuMillis === cpuMillis, false),
          ...differing(`step of ${cpuMillis}m`, sized(toMiB - stepMiB + 1), {
            cpuMillis,
            memoryGiB: toMiB / 1024,
          }),
        ];
      }),
  },
  {
    title: "largest pod on Fargate: the largest task of Amazon ECS",
    differences: () => {
      const { cpuUnits = 0, toMiB } = fargate.sizes.at(-1) ?? {};
      return differing("largest pod", FARGATE.largest, {
        cpuMillis: (cpuUnits / 1024) * 1000,
        memoryMiB: toMiB,
      });
    },
  },
  {
    title: "name of Amazon VPC in bills: the filter of infracost",
    differences: () => differing("service of a bill", BILLING.vpcService, quotas.vpcServiceOfBills),
  },
];
