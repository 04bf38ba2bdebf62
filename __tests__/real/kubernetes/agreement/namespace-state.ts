import { type JsonObject } from "../../../../src/terraform/stack-json";
import { type Api } from "../harness/api";
import { Watched } from "../harness/watched";

const COLLECTIONS = {
  events: (namespace: string) => `/api/v1/namespaces/${namespace}/events`,
  pods: (namespace: string) => `/api/v1/namespaces/${namespace}/pods`,
  serviceaccounts: (namespace: string) => `/api/v1/namespaces/${namespace}/serviceaccounts`,
  deployments: (namespace: string) => `/apis/apps/v1/namespaces/${namespace}/deployments`,
  autoscalers: (namespace: string) => `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`,
} as const;

type Collection = keyof typeof COLLECTIONS;

/** The objects of a namespace, kept up to date by watches. */
export class NamespaceState {
  private constructor(private readonly watched: Readonly<Record<Collection, Watched>>) {}

  static async start(api: Api, namespace: string): Promise<NamespaceState> {
    const entries = await Promise.all(
      Object.entries(COLLECTIONS).map(
        async ([name, path]) => [name, await Watched.start(api, path(namespace))] as const,
      ),
    );
    return new NamespaceState(Object.fromEntries(entries) as Record<Collection, Watched>);
  }

  items(collection: Collection): readonly JsonObject[] {
    return this.watched[collection].items;
  }

  get pods(): readonly JsonObject[] {
    return this.items("pods");
  }

  /** Waits until a question has an answer. It is asked after each change. */
  async until<Answer>(ask: () => Answer | undefined, what: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const stops: (() => void)[] = [];
      const timer = setTimeout(() => {
        done();
        const counts = Object.entries(this.watched).map(([name, { items }]) => `${items.length} ${name}`);
        reject(new Error(`${what}: not within ${LIMIT_MS / 1000} s; ${counts.join(", ")}`));
      }, LIMIT_MS);
      const done = () => {
        clearTimeout(timer);
        stops.forEach((stop) => stop());
      };
      const look = () => {
        const answer = ask();
        if (answer === undefined) return;
        done();
        resolve(answer);
      };
      for (const each of Object.values(this.watched)) stops.push(each.onChange(look));
      look();
    });
  }

  stop(): void {
    for (const each of Object.values(this.watched)) each.stop();
  }
}

/** Limit of a wait that ends earlier on every working machine; an unjudged case is an error, never a verdict. */
const LIMIT_MS = 90_000;
