// The script of a page that takes answers: one channel to its kernel, one screen. It asks the kernel what the screen
// holds, shows it, and carries what the screen says; a channel that was lost is opened again. What may be said on it,
// and what comes back, is decided by the server (publishing/channel.py).
"use strict";
{
  const AGAIN = 1000; // milliseconds between two attempts
  const GONE = 4404; // why the server closes a channel whose kernel is no more
  const PATIENCE = 30; // attempts after which a page that was never drawn is asked for anew
  const told = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  const box = document.querySelector(".wb-widget"); // none where the page is a refusal
  const id = box && JSON.parse(box.querySelector("script").textContent).data["application/vnd.jupyter.widget-view+json"].model_id;
  const session = [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  const address = `${location.origin.replace("http", "ws")}${told.baseUrl}api/kernels/${told.kernelId}/channels?session_id=${session}`;
  const ears = new Set();
  let state = null;
  let socket = null;
  let said = 0;
  let tries = 0;
  let alone = false;

  const open = () => socket?.readyState === WebSocket.OPEN;
  const tell = (data) => {
    if (alone) throw new Error("no kernel"); // the screen asks for a new page
    if (!open()) return; // the screen keeps what was not acknowledged, and says it again
    const header = { msg_id: `${session}-${said++}`, msg_type: "comm_msg", session, username: "", version: "5.3", date: new Date().toISOString() };
    socket.send(JSON.stringify({ channel: "shell", header, parent_header: {}, metadata: {}, content: { comm_id: id, data }, buffers: [] }));
  };
  const model = {
    get: (name) => state[name],
    send: (content) => tell({ method: "custom", content }),
    on: (event, act) => { if (event === "msg:custom") ears.add(act); },
    off: (_event, act) => ears.delete(act),
  };
  const repeat = () => dispatchEvent(new Event("online")); // the screen says again what waits
  const drawn = () => document.getElementById("loading")?.remove();

  async function draw() {
    const style = document.head.appendChild(document.createElement("style"));
    style.textContent = state._css ?? "";
    const module = URL.createObjectURL(new Blob([state._esm], { type: "text/javascript" }));
    const screen = (await import(module)).default;
    URL.revokeObjectURL(module);
    screen.render({ model, el: box.appendChild(document.createElement("div")) });
    drawn();
  }

  function heard(event) {
    if (typeof event.data !== "string") return;
    const { header, content } = JSON.parse(event.data);
    if (header?.msg_type !== "comm_msg" || content.comm_id !== id) return;
    if (content.data.method === "custom") for (const act of ears) act(content.data.content);
    if (content.data.method !== "update") return;
    const first = state === null;
    state = { ...state, ...content.data.state };
    if (first) draw();
  }

  /** The channel is open; asks again until the kernel has said what the screen holds. */
  function listen() {
    if (alone) return;
    if (socket === null || socket.readyState === WebSocket.CLOSED) {
      socket = new WebSocket(address);
      socket.addEventListener("open", () => { if (state === null) tell({ method: "request_state" }); else repeat(); });
      socket.addEventListener("message", heard);
      socket.addEventListener("close", (event) => {
        alone ||= event.code === GONE;
        if (alone) repeat();
      });
    } else if (state === null) tell({ method: "request_state" });
    if (state === null && ++tries > PATIENCE) location.reload();
  }

  if (id) {
    listen();
    setInterval(listen, AGAIN);
    // the kernel leaves with its reader
    addEventListener("pagehide", () => {
      const token = /(?:^|; )_xsrf=([^;]+)/.exec(document.cookie)?.[1] ?? "";
      navigator.sendBeacon(`${told.baseUrl}voila/api/shutdown/${told.kernelId}`, new URLSearchParams({ _xsrf: token }));
    });
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  } else drawn();
}
