// In the page of frames: what each says of itself (narrow.js), in the root's data-narrow:
// "good" where all of them are.
const said = new Map();
addEventListener("message", (event) => {
  const frames = [...document.querySelectorAll("iframe")];
  said.set(frames.find((one) => one.contentWindow === event.source).title, event.data);
  const faults = [...said].filter(([, words]) => words !== "good").map(([width, words]) => `at ${width}: ${words}`);
  if (said.size === frames.length) document.documentElement.dataset.narrow = faults.join("; ") || "good";
});
