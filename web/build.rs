//! Makes the checked-in schema known to the typed operations of the pages.

fn main() {
    println!("cargo:rerun-if-changed=../schema.graphql");
    cynic_codegen::register_schema("commonweal")
        .from_sdl_file("../schema.graphql")
        .expect("schema.graphql is in the repository")
        .as_default()
        .expect("there is one default schema");
}
