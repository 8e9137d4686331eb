"""What an enquiry is: frozen values that know the domain's rules and nothing of files, clocks or screens."""
