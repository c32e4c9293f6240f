// The search page: filters are folded on a narrow screen, and an address holds only the fields that say something.

const form = document.getElementById("search");
const filters = form.querySelector(".search-filters");

if (window.matchMedia("(max-width: 720px)").matches) {
  filters.open = false;
}

form.addEventListener("htmx:configRequest", (event) => {
  const fields = event.detail.parameters;
  for (const name of Object.keys(fields)) {
    if (fields[name] === "") {
      delete fields[name];
    }
  }
});
