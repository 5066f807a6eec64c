/** Files a dossier, learns by the feed what became of it, and reads it: every address, body and answer by the types of the contract. */
import createClient from "openapi-fetch";
import type { components, paths } from "./onestop.js";

type Change = components["schemas"]["ChangeItem"];

const [url, user, password] = process.argv.slice(2);
if (!url || !user || !password) {
  throw new Error("node dist/main.js URL USER PASSWORD");
}

const api = createClient<paths>({ baseUrl: url });

/** The body of an answer that must be one. */
function given<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data === undefined) {
    throw new Error(`${answer.response.url}: ${answer.response.status} ${JSON.stringify(answer.error)}`);
  }
  return answer.data;
}

/** What an event says, by its type: the compiler knows the data of each. */
function said(change: Change): string {
  switch (change.type) {
    case "dossierReceived":
      return `${change.data.code} received, due ${change.data.dueAt}`;
    case "stepCompleted":
      return `step ${change.data.step} completed, ${change.data.status}`;
    default:
      return change.type;
  }
}

async function signIn(): Promise<void> {
  const token = given(await api.POST("/api/v1/auth/token", {
    body: { grant_type: "password", username: user!, password: password! },
    bodySerializer: (body) => new URLSearchParams(body as Record<string, string>),
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
  }));
  api.use({
    onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${token.access_token}`);
      return request;
    },
  });
}

await signIn();
const { position } = given(await api.GET("/api/v1/changes/position"));
const filed = given(await api.POST("/api/v1/dossiers", {
  body: {
    procedure: "1.001612",
    agency: "H17.122",
    channel: "counter",
    returnBy: "counter",
    owner: { kind: "citizen", fullName: "Nguyễn Văn A", personalId: "048090123456" },
    parts: [{ component: "01", originals: 1 }],
  },
}));
if (!("id" in filed)) {
  throw new Error("a dossier is wanted, not a check");
}
const completed = given(await api.POST("/api/v1/dossiers/{id}/steps/complete", {
  params: { path: { id: filed.id }, header: { "If-Match": `"${filed.version}"` } },
  body: {},
}));

const changes: Change[] = [];
/** Each look waits for five seconds: two minutes together. */
const most = 24;
for (let after = position, looks = 0; !changes.some((change) => change.version >= completed.version); looks++) {
  if (looks === most) {
    throw new Error(`version ${completed.version} of ${filed.code} does not come: ${JSON.stringify(changes)}`);
  }
  const slice = given(await api.GET("/api/v1/changes", { params: { query: { after, types: "dossierRegistered,dossierReceived,stepCompleted", wait: 5 } } }));
  changes.push(...slice.items.filter((change) => change.aggregateId === filed.id));
  after = slice.next;
}
const read = given(await api.GET("/api/v1/dossiers/{id}", { params: { path: { id: filed.id } } }));
console.log(JSON.stringify({ code: read.code, version: read.version, status: read.status, said: changes.map(said), types: changes.map((change) => change.type) }));
