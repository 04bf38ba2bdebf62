import { type Endpoint, endpointsOf } from "../../../proof/model/network/endpoints";
import { counted } from "../../../shared/messages/counted";
import { type EnvironmentPlan } from "../../../proof/terraform-json/environment-plan";
import { say } from "../phrase";
import { type Topic, type TopicLine } from "./topic";

export const endpoints: Topic = {
  title: "VPC endpoints",
  lines: ({ before, after }) => {
    const [old, now] = [byService(before), byService(after)];
    return [...new Set([...now.keys(), ...old.keys()])].flatMap((service) => {
      const [was, is] = [old.get(service), now.get(service)];
      const known = is ?? was;
      if (!known) return [];
      const { layer, address } = known.resource;
      return sentences(service, was, is).map((each) => ({ ...each, layer, address }));
    });
  },
};

const byService = (plan: EnvironmentPlan): Map<string, Endpoint> =>
  new Map(endpointsOf(plan).map((endpoint) => [endpoint.service ?? endpoint.resource.address, endpoint]));

type Sentence = Pick<TopicLine, "level" | "text">;

function sentences(service: string, was: Endpoint | undefined, is: Endpoint | undefined): Sentence[] {
  const info = "info" as const;
  const attention = "attention" as const;
  if (!was)
    return [{ level: info, text: say`new endpoint for ${service} in ${[counted(zones(is), "zone")]}` }];
  if (!is) return [{ level: attention, text: say`endpoint for ${service} was removed` }];
  return [
    ...(was.kind === is.kind
      ? []
      : [{ level: attention, text: say`endpoint for ${service}: ${was.kind} → ${is.kind}` }]),
    ...(zones(was) === zones(is)
      ? []
      : [
          {
            level: info,
            text: say`endpoint for ${service}: ${zones(was)} → ${[counted(zones(is), "zone")]}`,
          },
        ]),
    ...(was.privateDns === is.privateDns
      ? []
      : [{ level: attention, text: say`endpoint for ${service}: private DNS ${onOff(was)} → ${onOff(is)}` }]),
  ];
}

const zones = (endpoint: Endpoint | undefined): number => new Set(endpoint?.subnets).size;
const onOff = ({ privateDns }: Endpoint): string => (privateDns ? "on" : "off");
