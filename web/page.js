// Draws the charts of a report page. Each is a Vega-Lite specification (charts/*.json)
// that meets its numbers here: the page carries, beside every empty chart, a block of
// JSON { data: { name: rows }, params: { name: value } }.
//
// The page's Content-Security-Policy forbids eval, so Vega gets syntax trees (ast: true)
// and walks them (vega-interpreter) where it would otherwise compile functions.
import { parse, View } from "vega";
import { compile } from "vega-lite";
import { expressionInterpreter } from "vega-interpreter";

import calibration from "./charts/calibration.json";
import forest from "./charts/forest.json";
import histogram from "./charts/histogram.json";
import incidence from "./charts/incidence.json";
import precision from "./charts/precision.json";
import recall from "./charts/recall.json";
import look from "./charts/look.json";

const charts = { calibration, forest, histogram, incidence, precision, recall };

const NARROW = 560; // pixels: below this the side columns of a chart are left out

// A specification says { "given": name } where a number of this page belongs.
function give(part, given) {
  if (Array.isArray(part)) return part.map((one) => give(one, given));
  if (part === null || typeof part !== "object") return part;
  if ("given" in part) return given[part.given];
  return Object.fromEntries(Object.entries(part).map(([name, one]) => [name, give(one, given)]));
}

// How wide the longest of some labels is drawn, in pixels, up to a limit.
function breadth(labels, limit) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `bold ${look.axis.labelFontSize}px ${look.font}`;
  return Math.min(limit, Math.max(0, ...labels.map((label) => pen.measureText(label).width)));
}

// Labels beside a chart take at most a part of it, and on a telephone only one side.
function sides({ labels, ratios }, width) {
  if (!labels) return {};
  const narrow = width < NARROW;
  const limit = narrow ? width * 0.55 : width * 0.47;
  return { limit, side: breadth(labels, limit) + 8, ratios: narrow ? labels.map(() => "") : ratios };
}

// Names beside the key of a chart that is as narrow as a telephone are set smaller, so that
// the longest is not cut: the rest of the width is the axis and the key itself.
const BESIDE = 105;
function lookOf({ names }, width) {
  const longest = breadth(names || [], Infinity), room = width - BESIDE;
  if (longest <= room) return look;
  const size = Math.max(8, Math.floor((look.legend.labelFontSize * room) / longest));
  return { ...look, legend: { ...look.legend, labelFontSize: size } };
}

function fill(spec, block, width) {
  const given = { ...block.params, ...sides(block.params, width) };
  return { ...give(spec, given), config: lookOf(block.params, width), datasets: block.data };
}

// Numbers only: nothing may be fetched, whatever a specification says.
const noLoader = {
  load: () => Promise.reject(new Error("a report page loads nothing")),
  sanitize: () => Promise.reject(new Error("a report page links nowhere")),
  http: null,
  file: null,
};

async function draw(chart) {
  const block = JSON.parse(chart.nextElementSibling.textContent);
  const spec = fill(charts[chart.dataset.chart], block, chart.clientWidth);
  const view = new View(parse(compile(spec).spec, null, { ast: true }), {
    expr: expressionInterpreter,
    loader: noLoader,
    renderer: "svg",
    container: chart,
    hover: false,
  });
  await view.runAsync();
  chart.querySelector("svg").setAttribute("aria-hidden", "true"); // the box has the words
  return view;
}

async function drawAll() {
  for (const chart of document.querySelectorAll("[data-chart]")) {
    try {
      await draw(chart);
    } catch (error) {
      console.error(`${chart.dataset.chart}: ${error.message}`);
    }
  }
  document.documentElement.dataset.charts = "drawn";
}

drawAll();

// Within the page for browsers this one is shown in a frame without an address of its own,
// where a link within it would lead out of it, and nowhere.
if (window !== window.top)
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const place = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!place) return;
    event.preventDefault();
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView();
  });
