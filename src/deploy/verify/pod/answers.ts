import goals from "../latency-goals.json";
import { interfacesOf } from "../../../infrastructure/network-interfaces";
import { vpcsOf } from "../../../infrastructure/network-routes";
import { rangeOf } from "../../../infrastructure/network-ranges";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { comparedTexts, type Outcome } from "../finding";
import { milliseconds } from "../milliseconds";
import { median } from "../timed-request";
import { type Questions } from "./questions";

const AREA = "from a pod";

/** The findings of a pod's answers; `place` is the pod's node. */
export function findingsOfAnswers(
  plan: EnvironmentPlan,
  questions: Questions,
  text: string,
  place: string,
): Outcome[] {
  const lines = text.split("\n").map((line) => line.trim());
  if (!lines.includes("end"))
    return [
      comparedTexts(
        AREA,
        "its answers",
        "all answers",
        `${lines.filter((line) => line !== "").at(-1) ?? "no answer"}; does the image have sh, dig, curl and sed?`,
      ),
    ];
  const answer = (key: string): string =>
    lines
      .find((line) => line === key || line.startsWith(`${key} `))
      ?.slice(key.length)
      .trim() ?? "";
  return [
    ...questions.inside.map((name) => insideFinding(plan, name, answer(`name ${name}`))),
    resolved(questions.s3, answer(`name ${questions.s3}`)),
    ...questions.ecr.flatMap((name) => requestFindings(name, answer(`request ${name}`), goals.ecr, place)),
    ...(questions.files === undefined ? [] : fileFindings(questions, answer, place)),
  ];
}

const addressesIn = (answer: string): string[] => answer.split(",").filter((each) => each !== "");

/** The names of interface endpoints are addresses of the VPC, or of a hub. */
function insideFinding(plan: EnvironmentPlan, name: string, answer: string): Outcome {
  const addresses = addressesIn(answer);
  const { cidrs = [] } = interfacesOf(plan).hub ?? {};
  const ranges = [...vpcsOf(plan).ranges, ...cidrs.flatMap((cidr) => rangeOf(cidr) ?? [])];
  const own = addresses.flatMap((address) => rangeOf(`${address}/32`) ?? []);
  const isInside = own.every((each) => ranges.some((range) => range.holds(each)));
  const isOk = own.length > 0 && own.length === addresses.length && isInside;
  return {
    area: AREA,
    name,
    expected: ["addresses of the VPC", ...cidrs].join(" or "),
    found: addresses.length === 0 ? "no address" : addresses.join(", "),
    verdict: isOk ? "ok" : "differs",
  };
}

/** A gateway endpoint changes routes, and no names. */
const resolved = (name: string, answer: string): Outcome => ({
  area: AREA,
  name,
  expected: "any address: a gateway endpoint changes no name",
  found: addressesIn(answer).join(", ") || "no address",
  verdict: addressesIn(answer).length > 0 ? "ok" : "differs",
});

/** One request as curl prints it: status, and seconds to the start of the request and to the first byte. */
interface Timed {
  readonly status: string;
  readonly ms: number;
}

const timedIn = (answer: string): Timed[] =>
  answer
    .split(",")
    .map((each) => each.trim().split(" "))
    .filter((parts) => parts.length === 3)
    .map(([status = "", begin, first]) => ({ status, ms: (Number(first) - Number(begin)) * 1000 }));

function requestFindings(name: string, answer: string, goal: number, place: string): Outcome[] {
  const timed = timedIn(answer);
  const isAnswered = timed.length > 0 && timed.every(({ status }) => status !== "000");
  return [
    {
      area: AREA,
      name: `request to ${name}`,
      expected: "an answer",
      found: isAnswered ? `status ${timed[0]?.status ?? ""}` : "no answer",
      verdict: isAnswered ? "ok" : "differs",
    },
    ...(isAnswered ? [latency(`pod to ${name}`, timed, goal, place)] : []),
  ];
}

function latency(name: string, timed: readonly Timed[], goal: number, place: string): Outcome {
  const ms = median(timed.map((each) => each.ms));
  return {
    area: "latency",
    name,
    expected: `at most ${goal} ms`,
    found: `${milliseconds(ms)}, measured from ${place}`,
    verdict: ms <= goal ? "ok" : "slow",
  };
}

function fileFindings({ files, s3 }: Questions, answer: (key: string) => string, place: string): Outcome[] {
  const where = `s3://${files?.bucket ?? ""}/${files?.prefix ?? ""}`;
  const role = comparedTexts(AREA, "role of the model at STS", "ok", answer("role") || "no answer");
  if (role.verdict !== "ok") return [role];
  const list = comparedTexts(AREA, `list of ${where}`, "ok", answer("list") || "no answer");
  if (list.verdict !== "ok") return [role, list];
  const object = answer("object");
  if (object === "" || object === "skipped") {
    const found = object === "" ? "no object yet" : "a key with characters that the program does not encode";
    return [
      role,
      list,
      { area: AREA, name: `read of ${where}`, expected: "an object", found, verdict: "not verified" },
    ];
  }
  const timed = timedIn(object);
  const isRead = timed.length > 0 && timed.every(({ status }) => status === "206" || status === "200");
  const found = isRead ? "an object" : `status ${timed.at(-1)?.status ?? "none"}`;
  return [
    role,
    list,
    comparedTexts(AREA, `read of ${where}`, "an object", found),
    ...(isRead ? [latency(`pod to ${s3}`, timed, goals.s3, place)] : []),
  ];
}
