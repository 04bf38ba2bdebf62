variable "zones" {
  type = map(object({ cidr = string, public = optional(bool, true), number = optional(number) }))
  default = {
    b = { cidr = "10.0.2.0/24", number = 2 }
    a = { cidr = "10.0.1.0/24", public = false }
    c = { cidr = "10.0.3.0/24", number = 30 }
  }
}

variable "names" {
  type    = list(string)
  default = ["web", "api", "web", "db"]
}

variable "ranges" {
  type    = set(string)
  default = ["10.1.0.0/16", "10.0.0.0/16", "10.1.0.0/16"]
}

variable "mixed" {
  type    = any
  default = { text = "a", list = [1, "b", true], nested = { deep = [{ x = 1 }, { x = 2 }] } }
}

variable "nothing" {
  type    = string
  default = null
}

variable "empty" {
  type    = list(string)
  default = []
}

variable "size" {
  type    = number
  default = "3"
}

variable "tuple" {
  type    = tuple([string, number, bool])
  default = [1, "2", "true"]
}

variable "ports" {
  type    = map(number)
  default = { https = "443", http = 80 }
}

variable "limits" {
  type = object({
    low   = optional(number, 1)
    high  = number
    words = optional(list(string), ["x"])
    more  = optional(object({ name = optional(string, "n"), at = optional(string) }), {})
  })
  default = { high = 9 }
}

locals {
  prefix   = "app-${var.size}"
  second   = "${local.prefix}-b"
  by_name  = { for zone, each_zone in var.zones : "zone-${zone}" => each_zone.cidr }
  numbered = [for index, name in var.names : "${index}-${name}"]
}
