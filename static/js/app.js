/* Quicker, never needed: every page works without this file. Parts: focus, keys, plans, drafts, hide screen, idle, passwords, menus, passkeys. */

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/* Focus: to the error summary, else to the first message, so that both are read and in sight. */
document.querySelector("[data-focus]")?.focus();

all(".error-summary a[href^='#']").forEach((link) =>
  link.addEventListener("click", (event) => {
    const control = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!control) return;
    event.preventDefault();
    const group = control.closest("fieldset")?.querySelector("legend");
    const label = group ?? control.labels?.[0] ?? control;
    label.scrollIntoView({ block: "start" });
    control.focus({ preventScroll: true });
  }),
);

/* Keys: Ctrl or Cmd with Enter sends the form; 1 to 5 choose only while their group has the focus. */
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest?.("form") ?? document.querySelector("form[data-submit-keys]");
    if (!form?.matches("[data-submit-keys]")) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button:not([type=button]), input[type=submit]"));
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
  if (event.target.type !== "radio") return;
  const choice = all("input[type=radio]", event.target.closest("[data-keys-1-5]") ?? event.target)[event.key - 1];
  if (!choice) return;
  event.preventDefault();
  choice.focus();
  choice.click();
});

/* Plans: asked for only while what they are for is chosen, or something under it; each stays that was answered. */
const plans = document.querySelector("[data-plans]");
const showPlans = () => {
  const chosen = all("[name=trigger]:checked, [name=triggers]:checked").map((box) => box.value);
  const shown = all("[data-plan-for]", plans).filter((plan) => {
    const codes = plan.dataset.planFor.split(" ");
    const met = chosen.some((code) => codes.some((one) => code === one || code.startsWith(`${one}.`)));
    plan.hidden = !met && !plan.querySelector(":checked");
    return !plan.hidden;
  });
  plans.closest("fieldset").hidden = !shown.length;
};
if (plans) {
  plans.closest("form").addEventListener("change", showPlans);
  showPlans();
}

/* The hint about keys: where scripts run and there is likely a keyboard. */
if (matchMedia("(hover: hover)").matches) all("[data-keys-hint]").forEach((hint) => (hint.hidden = false));

/* Drafts: kept on the server a second after typing stops, soon where it does not, and when the page is left.
   That it is kept is said only with the server's own time. Tries again, slower each time, until it is saved. */
const PAUSE = 1000;
const LATEST = 1500; /* and the time that sending takes: two seconds of typing is what may be lost */
const LONGEST = 30000;

class Draft {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-draft-status]");
    this.dirty = false; /* something typed that no answer has acknowledged */
    this.since = 0; /* when the first of it was typed */
    this.sending = null; /* the AbortController of the request under way */
    this.done = false; /* the form itself has been sent: a late draft must not come back */
    this.wait = PAUSE;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => event.defaultPrevented || this.stop());
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => event.persisted && (this.done = false));
    document.addEventListener("visibilitychange", () => document.hidden && this.leave());
    addEventListener("online", () => this.dirty && this.later(0));
  }

  say(name, values = {}) {
    const text = this.form.dataset[name] ?? this.status?.dataset[name];
    if (text) this.tell(text.replace("{time}", values.time ?? ""));
  }

  tell(text) {
    if (this.status) this.status.textContent = text;
  }

  body() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.form))
      if (typeof value === "string" && this.form.elements[name]?.type !== "password") fields.append(name, value);
    return fields;
  }

  changed() {
    if (!this.dirty) this.since = Date.now();
    this.dirty = true;
    this.wait = PAUSE;
    this.later(Math.max(0, Math.min(PAUSE, this.since + LATEST - Date.now())));
  }

  later(after) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), after);
  }

  stop() {
    this.done = true;
    clearTimeout(this.timer);
    this.sending?.abort();
  }

  leave() {
    if (this.dirty && !this.done) this.send(true);
  }

  async send(leaving = false) {
    clearTimeout(this.timer);
    if (this.done || !this.dirty || (this.sending && !leaving)) return;
    this.sending?.abort();
    const sending = (this.sending = new AbortController());
    this.dirty = false;
    this.say("saving");
    try {
      const answer = await fetch(this.form.dataset.draft, {
        method: "POST",
        body: this.body(),
        keepalive: leaving,
        redirect: "error",
        headers: { Accept: "application/json" },
        signal: sending.signal,
      });
      if (answer.status === 401) return this.say("signedOut"); /* kept, but nobody is told it is saved */
      if (!answer.ok) {
        const { told } = await answer.json().catch(() => ({}));
        if (!told) throw new Error(String(answer.status));
        return this.tell(told); /* the same again would be refused again; the next key tries with more */
      }
      const { saved } = await answer.json();
      this.wait = PAUSE;
      if (!this.dirty) this.say("saved", { time: saved });
    } catch {
      if (this.done || this.sending !== sending) return;
      this.dirty = true;
      this.since = Date.now(); /* the next try is not for each key */
      this.say("retry");
      this.wait = Math.min(this.wait * 2, LONGEST);
    } finally {
      if (this.sending === sending) this.sending = null;
      if (this.dirty && !this.done && !this.sending) this.later(this.wait);
    }
  }
}

all("form[data-draft]").forEach((form) => new Draft(form));

/* Hide screen: blank at once, before the server has answered. */
all("form[data-hide-screen]").forEach((form) =>
  form.addEventListener("submit", () => {
    document.title = "…";
    requestAnimationFrame(() => all("body > *").forEach((part) => (part.hidden = true)));
  }),
);
addEventListener("pageshow", (event) => {
  if (event.persisted && document.title === "…") location.reload();
});

/* Idle: a minute's warning, then the screen is locked. A key or a touch stays, in whichever tab or window.
   The server locks by itself at the next request; it is told of keys at most once a minute. */
const MINUTE = 60000;
const still = document.querySelector("dialog[data-stay]");
if (still) {
  const limit = document.body.dataset.idle * 1000;
  const tabs = new BroadcastChannel("seen");
  let seen = Date.now();
  let told = seen; /* to the server */
  let said = seen; /* to the other tabs */
  const stay = () => {
    seen = Date.now();
    if (still.open) still.close();
  };
  const here = () => {
    if (Date.now() - seen >= limit) return; /* too late: the lock is on its way */
    stay();
    if (seen - said > 1000) tabs.postMessage((said = seen));
    if (seen - told < MINUTE) return;
    told = seen;
    const token = new FormData(still.querySelector("form"));
    fetch(still.dataset.stay, { method: "POST", body: new URLSearchParams(token), redirect: "manual" }).catch(() => {});
  };
  tabs.addEventListener("message", stay);
  for (const kind of ["keydown", "pointerdown", "click", "wheel", "touchmove"])
    document.addEventListener(kind, here, { passive: true, capture: true });
  tabs.postMessage(seen);
  const look = () => {
    const left = limit - (Date.now() - seen);
    if (left <= 0) {
      clearInterval(timer); /* once: a second sending would break off the first */
      still.querySelector("form").requestSubmit();
    } else if (left <= MINUTE && !still.open) still.showModal();
  };
  const timer = setInterval(look, 1000);
  addEventListener("pageshow", (event) => event.persisted && look());
}

/* Passwords: show what was typed; hidden again before it is sent. */
all("button[data-password]").forEach((button) => {
  const input = document.getElementById(button.dataset.password);
  if (!input) return;
  const show = (visible) => {
    input.type = visible ? "text" : "password";
    button.textContent = visible ? button.dataset.hide : button.dataset.show;
    button.setAttribute("aria-label", visible ? button.dataset.hideLabel : button.dataset.showLabel);
  };
  button.hidden = false;
  button.addEventListener("click", () => show(input.type === "password"));
  input.form?.addEventListener("submit", () => show(false));
});

/* Menus: Escape, a click elsewhere or leaving by Tab closes them. */
const menus = all("details[data-menu]");
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = menus.find((each) => each.open);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
for (const kind of ["click", "focusin"])
  document.addEventListener(kind, (event) =>
    menus.forEach((menu) => menu.contains(event.target) || (menu.open = false)),
  );

/* Print: open what is folded, so that paper shows all of it. */
let folded = [];
addEventListener("beforeprint", () => {
  folded = all("main details:not([open])");
  folded.forEach((part) => (part.open = true));
});
addEventListener("afterprint", () => folded.forEach((part) => (part.open = false)));

/* Passkeys: allauth's script tells the console alone that one did not work; here the page says it. */
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const told = document.querySelector("[data-passkey-problem]");
  if (!told) return;
  told.hidden = false;
  told.focus();
});
