"use strict";
const byId = (id) => document.getElementById(id);
const read = (id) => JSON.parse(byId(id).textContent);
const element = (tag, name, text) => {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text !== undefined) made.textContent = text;  // text, never markup: names come from people
  return made;
};

// Charts are drawn when they come near the screen.
const draw = (place) => {
  const figure = read("chart-" + place.dataset.chart);
  Plotly.newPlot(place, figure.data, figure.layout, { responsive: true, displaylogo: false, displayModeBar: false });
};
const charts = [...document.querySelectorAll("[data-chart]")];
if (charts.length) {
  const seen = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
    seen.unobserve(entry.target);
    draw(entry.target);
  }), { rootMargin: "600px" });
  charts.forEach((place) => { place.style.minHeight = read("chart-" + place.dataset.chart).layout.height + "px"; seen.observe(place); });
  addEventListener("beforeprint", () => charts.filter((place) => !place.hasChildNodes()).forEach(draw));
}

// Lanes: one agent a row, one day or the whole horizon across.
const plan = read("lanes");
const state = { day: null, site: "", find: "" };
const DAY = 1440, NIGHT = 360;  // every view runs on to 06:00 of the next day, where nights end
const spanOf = () => (state.day === null ? plan.days.length : 1) * DAY + NIGHT;

const place = (node, start, end, span) => {
  node.style.left = (100 * start / span) + "%";
  node.style.width = (100 * (end - start) / span) + "%";
  return node;
};

const shiftBlock = (agent, [day, start, end, shift, hours, parts], span, shown) => {
  const at = shown === null ? day * DAY : (day - shown) * DAY;
  const block = place(element("i", "shift"), start + at, end + at, span);
  const told = parts.map(([from, to, kind]) => clock(from) + "–" + clock(to) + " " + plan.kinds[kind].label).join("\n");
  block.title = `${agent.name} (${agent.id})\n${shift} ${hours} ${agent.zone}` + (told ? "\n" + told : "");
  if (shown === null || !parts.length) {
    block.textContent = plan.days.length > 7 ? "" : hours.replaceAll(":00", "");  // `06–14:30`: a seventh of the width is narrow
    return block;
  }
  block.classList.add("parts");
  for (const [from, to, kind] of parts) {
    const part = place(element("i", "part"), from - start, to - start, end - start);
    part.style.background = plan.kinds[kind].colour;
    block.append(part);
  }
  return block;
};

const clock = (minute) => String(Math.floor(minute / 60) % 24).padStart(2, "0") + ":" + String(minute % 60).padStart(2, "0");

const trackOf = (agent) => {
  const track = element("div", "track");
  const span = spanOf();
  const across = (day) => state.day === null ? [day * DAY, (day + 1) * DAY] : [(day - state.day) * DAY, (day - state.day + 1) * DAY];
  const visible = (day) => state.day === null || (day >= state.day - 1 && day <= state.day + 1);
  for (const day of Object.keys(plan.sites[agent.site].holidays).map(Number).filter(visible)) {
    const mark = place(element("i", "holiday"), ...across(day), span);
    mark.title = plan.sites[agent.site].holidays[day];
    track.append(mark);
  }
  for (const day of agent.leave.filter(visible)) track.append(place(element("i", "leave", "leave"), ...across(day), span));
  const shown = (row) => visible(row[0]) && across(row[0])[0] + row[1] < span;
  for (const shift of agent.shifts.filter(shown)) track.append(shiftBlock(agent, shift, span, state.day));
  for (const [day, start, end, kind, hours] of agent.standby.filter((row) => visible(row[0]))) {
    const mark = place(element("i", "standby"), start + across(day)[0], end + across(day)[0], span);
    mark.title = `${agent.name} (${agent.id})\n${plan.kinds[kind].label} ${hours}`;
    track.append(mark);
  }
  return track;
};

const ruler = () => {
  const row = element("div", "ruler"), track = element("div", "track");
  if (state.day === null) {
    plan.days.forEach((day, index) => {
      const label = element("span", "column", plan.days.length > 14 ? day.date.slice(8) : day.label);
      if (/^S/.test(day.label)) label.classList.add("weekend");
      label.style.left = (100 * index * DAY / spanOf()) + "%";
      track.append(label);
    });
  } else {
    for (let hour = 3; hour < spanOf() / 60; hour += 3) {
      const label = element("span", "", clock(hour * 60));
      label.style.left = (100 * hour * 60 / spanOf()) + "%";
      track.append(label);
    }
  }
  row.append(element("div"), track);
  return row;
};

const heading = (site, count) => {
  const { name, zone, holidays } = plan.sites[site];
  const line = element("div", "siteline", name);
  line.append(element("small", "", `${count} agents · clocks of ${zone}`));
  const days = Object.entries(holidays).filter(([day]) => state.day === null || Number(day) === state.day);
  if (days.length) line.append(element("em", "", days.map(([day, title]) => `${plan.days[day].label} ${title}`).join(", ")));
  return line;
};

const show = () => {
  const gantt = byId("gantt"), wanted = state.find.toLowerCase();
  gantt.style.setProperty("--columns", spanOf() / (state.day === null ? DAY : 180));
  const found = plan.agents.filter((agent) => (!state.site || agent.site === state.site)
    && (!wanted || (agent.id + " " + agent.name).toLowerCase().includes(wanted)));
  const rows = [ruler()];
  for (const site of Object.keys(plan.sites)) {
    const here = found.filter((agent) => agent.site === site);
    if (here.length) rows.push(heading(site, here.length));
    for (const agent of here) {
      const lane = element("div", "lane"), who = element("div", "who", (agent.name || agent.id) + " ");
      who.append(element("span", "id", agent.id + (agent.zone === plan.sites[site].zone ? "" : " · " + agent.zone)));
      lane.append(who, trackOf(agent));
      rows.push(lane);
    }
  }
  gantt.replaceChildren(...rows);
  byId("count").textContent = `${found.length} of ${plan.agents.length} agents`;
  byId("kinds").replaceChildren(...legend());
  byId("days").querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", String(button.value === String(state.day))));
};

const legend = () => {
  const kinds = plan.kinds.filter((kind) => !kind.name.startsWith("break:")).map((kind) => [kind.colour, kind.label]);
  const rows = state.day === null ? [] : [...kinds, [plan.break, "break"]];
  return [...rows, ["#f3ecd9", "leave"], ["#fbf1e2", "holiday of the site"]].flatMap(([colour, label]) => {
    const key = element("i", "key");
    key.style.cssText = `background:${colour};box-shadow:inset 0 0 0 1px rgba(29,39,51,.15)`;
    return [key, element("span", "", label)];
  });
};

const choose = () => {
  const days = [["null", plan.days.length > 7 ? "All" : "Week"], ...plan.days.map((day, index) => [String(index), day.label])];
  for (const [value, label] of days) {
    const button = element("button", "", label);
    button.value = value;
    button.onclick = () => { state.day = value === "null" ? null : Number(value); show(); };
    byId("days").append(button);
  }
  byId("site").append(new Option("all", ""), ...Object.entries(plan.sites).map(([id, site]) => new Option(site.name, id)));
  byId("site").onchange = (event) => { state.site = event.target.value; show(); };
  byId("find").oninput = (event) => { state.find = event.target.value; show(); };
};
choose();
show();

// Tables whose headings sort them.
const valueOf = (row, column) => {
  const cell = row.cells[column], text = (cell.dataset.value ?? cell.textContent).trim();
  const number = Number(text.replaceAll(",", ""));
  return cell.classList.contains("n") || cell.dataset.value && !Number.isNaN(number) ? (text === "" ? 0 : number) : text.toLowerCase();
};
for (const table of document.querySelectorAll(".sortable")) {
  table.tHead.addEventListener("click", ({ target }) => {
    const head = target.closest("th"), up = head.getAttribute("aria-sort") === "descending";
    const body = table.tBodies[0], sign = up ? 1 : -1;
    [...table.tHead.rows[0].cells].forEach((cell) => cell.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const before = (a, b) => a < b ? -1 : a > b ? 1 : 0;
    body.append(...[...body.rows].sort((a, b) => sign * before(valueOf(a, head.cellIndex), valueOf(b, head.cellIndex))));
  });
}

// Who is on duty at this moment, and who is next; before and after the horizon the first holder stays named.
for (const roll of document.querySelectorAll(".roll")) {
  const turns = [...roll.querySelectorAll(".turn")], at = Date.now();
  const due = turns.filter(({ dataset }) => Date.parse(dataset.start) <= at && at < Date.parse(dataset.end));
  const later = turns.filter(({ dataset }) => at < Date.parse(dataset.start))
    .sort((a, b) => Date.parse(a.dataset.start) - Date.parse(b.dataset.start));
  const next = later.filter(({ dataset }) => dataset.start === later[0].dataset.start);
  if (due.length || (later.length && later.length < turns.length)) {
    const who = due.length ? "now: " + due.map(({ dataset }) => dataset.who).join(", ") : "now: not due";
    roll.querySelector(".now").textContent = who + (later.length ? `; ${next[0].dataset.from}: ${next.map(({ dataset }) => dataset.who).join(", ")}` : "");
    due.forEach((turn) => turn.classList.add("due"));
  }
}
