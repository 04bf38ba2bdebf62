import { type JsonObject } from "../../../src/terraform/stack-json";
import { LAYERS, type Layer } from "../../../src/base/layers";
import { type CommandLine, type Finished, type Programs } from "../../../src/deploy/deploy/programs";
import { type Session } from "../../../src/deploy/deploy/session";
import { type DeployedStack } from "../../../src/deploy/deploy/stacks";
import { type States } from "../../../src/deploy/deploy/state";
import { looking } from "../../../src/deploy/teardown/connected";
import { teardownFacts } from "../../../src/deploy/teardown/facts";
import { type Item, type Moment } from "../../../src/deploy/teardown/step";
import { stepsOf } from "../../../src/deploy/teardown/steps";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";

/** Answer to a command; a text is an error. */
export type Answer = object | string;

/** A session of a reference environment whose AWS CLI and kubectl are simulated. Commands are kept in `calls`. */
export class Simulated {
  readonly calls: string[] = [];
  readonly said: string[] = [];
  readonly asked: string[] = [];
  readonly all: DeployedStack[];
  /** Answer of the person at the terminal. */
  agrees = true;
  isInterrupted = false;

  /** `answers` by the first words of a command, such as `ec2 describe-volumes` or `kubectl get services`. */
  constructor(
    readonly environment: string,
    readonly answers: Record<string, Answer>,
    private readonly inState: Partial<Record<Layer, readonly string[]>> = {
      cluster: ["aws_eks_cluster.main"],
    },
    private readonly plan: Plan = planOf(environment),
    /** Attributes of a resource in its state, beside those of its block. */
    private readonly applied: (address: string) => JsonObject = () => ({}),
  ) {
    this.all = LAYERS.map((layer) => ({
      environment,
      layer,
      name: `${environment}-${layer}`,
      folder: `out/${environment}-${layer}`,
      json: plan.stack(layer),
    }));
  }

  get facts() {
    return teardownFacts(this.all);
  }

  session(chosen: readonly Layer[] = LAYERS, limit = 40): Session {
    const isInterrupted = () => this.isInterrupted;
    const programs = {
      read: (line: CommandLine) => Promise.resolve(this.read(line)),
      step: (what: string) => this.said.push(what),
      get isInterrupted() {
        return isInterrupted();
      },
    } as unknown as Programs;
    const states = {
      resources: ({ layer }: DeployedStack) => Promise.resolve(this.inState[layer] ?? []),
      deployed: ({ layer }: DeployedStack) => Promise.resolve(this.state(layer)),
    } as unknown as States;
    return {
      programs,
      states,
      terraform: "terraform",
      all: this.all,
      chosen: this.all.filter(({ layer }) => chosen.includes(layer)),
      say: (line) => this.said.push(line),
      ask: (question) => {
        this.asked.push(question);
        return Promise.resolve(this.agrees);
      },
      pace: { interval: 5, limit },
      scripts: "",
    };
  }

  /** The items of a step. */
  items(layer: Layer, id: string, moment?: Moment): Promise<readonly Item[]> {
    const step = this.step(layer, id, moment);
    return looking(this.session(), this.facts, step.needs === "kubectl", (look, missing) => {
      if (missing) throw new Error(missing.reason);
      return step.find(look);
    });
  }

  step(layer: Layer, id: string, moment?: Moment) {
    const step = stepsOf(this.facts).find(
      (each) => each.layer === layer && each.id === id && (moment === undefined || each.moment === moment),
    );
    if (step === undefined) throw new Error(`${this.environment}: no step ${id} of ${layer}`);
    return step;
  }

  /** A state as Terraform writes it. The network is `vpc-1`. */
  private state(layer: Layer): JsonObject | undefined {
    const addresses = this.inState[layer] ?? [];
    if (addresses.length === 0) return undefined;
    const blocks = new Map(
      this.plan
        .stack(layer)
        .resources()
        .map(({ address, config }) => [address, config] as const),
    );
    const resources = addresses.map((address) => {
      const [type = "", name = ""] = address.split(".");
      const config: JsonObject = blocks.get(address) ?? {};
      const known = type === "aws_vpc" ? "vpc-1" : (config["name"] ?? config["bucket"] ?? address);
      const place = type === "aws_eks_cluster" ? { vpc_config: [{ vpc_id: "vpc-1" }] } : {};
      const attributes = { ...config, id: known, ...place, ...this.applied(address) };
      return { mode: "managed", type, name, instances: [{ attributes }] };
    });
    return { resources };
  }

  private read(line: CommandLine): Finished {
    const words = line[0] === "kubectl" ? ["kubectl", ...line.slice(3)] : line.slice(1);
    const command = words.join(" ");
    this.calls.push(command);
    const key = Object.keys(this.answers)
      .filter((each) => command === each || command.startsWith(`${each} `))
      .sort((a, b) => b.length - a.length)[0];
    const answer = key === undefined ? undefined : this.answers[key];
    if (typeof answer === "string") return { code: 1, stdout: "", stderr: answer };
    return { code: 0, stdout: answer === undefined ? "" : JSON.stringify(answer), stderr: "" };
  }
}

/** Tags as most AWS services write them. */
export const tags = (values: Readonly<Record<string, string>>): object[] =>
  Object.entries(values).map(([Key, Value]) => ({ Key, Value }));

/** Each item as `treatment kind id`. */
export const treated = (items: readonly Item[]): string[] =>
  items.map(({ treatment, kind, id }) => `${treatment} ${kind} ${id}`);
